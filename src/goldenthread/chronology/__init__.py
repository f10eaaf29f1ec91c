"""What happened to a child, in order and in words, and everything else that pages show: made ready to be published."""

from goldenthread.chronology._make import make, prepare

__all__ = ["make", "prepare"]
