"""Five acts in which the program is killed: what it does, and how to tell whether anything was lost."""
