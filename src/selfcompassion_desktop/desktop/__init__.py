"""What differs between systems: clocks, folders, a single instance, the wish for stillness."""
