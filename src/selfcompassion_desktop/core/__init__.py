"""Rules: no Qt, no files, no clock."""
