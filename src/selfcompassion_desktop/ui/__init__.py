"""What is seen: one window, its places, and the widgets they are made of."""
