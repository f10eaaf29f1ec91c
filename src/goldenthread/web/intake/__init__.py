"""What came in: sources, files and their rows, what senders must put right, and whether the data is called real."""
