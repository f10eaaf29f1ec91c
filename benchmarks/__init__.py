"""The speed and memory of the main jobs: prints tables, asserts nothing about time."""
