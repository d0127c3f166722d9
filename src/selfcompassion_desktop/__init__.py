"""Guided self-compassion practice on the desktop, offline and private."""

__version__ = "0.1.0"
