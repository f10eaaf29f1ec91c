"""The pages about what agencies sent."""
