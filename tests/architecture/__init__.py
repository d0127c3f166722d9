"""What the linter of imports cannot say."""
