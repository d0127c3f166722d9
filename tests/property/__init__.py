"""Rules that hold for anything, tried by chance."""
