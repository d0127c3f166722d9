"""The store: SQLite through SQLCipher, one module a family of tables, and the settings beside it."""
