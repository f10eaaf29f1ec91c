"""The pages people work in: the only part of Golden Thread, besides the command line, that knows Django."""
