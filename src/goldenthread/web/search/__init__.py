"""Finds a child by name and birth date among those the viewer may see."""
