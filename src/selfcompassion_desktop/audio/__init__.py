"""Clips made audible: to a file, and on a sound device."""
