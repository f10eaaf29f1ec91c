"""Who looked at what, whether the log is whole, and what was opened without a relationship."""
