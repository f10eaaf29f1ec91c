"""Whose work is what: my work, my team's, and who may take, give and release it."""
