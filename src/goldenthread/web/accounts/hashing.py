"""Stores passwords so that whoever steals the database cannot try many guesses: Argon2id, at the cost OWASP names."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Django's Argon2id with the configuration OWASP asks for at least: 19 MiB of memory, two passes, one lane.

    Django's own figures (100 MiB, eight lanes) suit a server whose processors do little else; here fifty people who
    sign in at nine o'clock would keep everybody's pages waiting. See docs/decisions/0015.
    """

    time_cost = 2
    memory_cost = 19_456  # KiB
    parallelism = 1
