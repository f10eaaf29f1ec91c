"""The steps by which the account table came to be what it is."""
