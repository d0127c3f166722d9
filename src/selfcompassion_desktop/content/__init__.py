"""Packs and libraries on disk."""
