"""The parts every place is made of; each paints itself in the look in force."""
