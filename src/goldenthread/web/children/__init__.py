"""One child's pages: what is happening, who is on it, what is owed, and what can be done about it."""
