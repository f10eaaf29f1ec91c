"""What families may read without signing in: what is held, from whom, why, and who may see it."""
