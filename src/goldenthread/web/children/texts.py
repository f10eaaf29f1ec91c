"""Reads what somebody wrote in a box, and says plainly when there is nothing or more than fits."""

from collections.abc import Mapping

LONG = 2000  # characters in a box of several lines
SHORT = 200  # characters in a box of one line


def up_to(most: int) -> str:
    """What stands beside the box: 'Up to 2,000 characters.'"""
    return f"Up to {most:,} characters."


def typed_text(typed: Mapping[str, str], name: str, empty: str = "", most: int = LONG) -> tuple[str, str]:
    """What was written in ``name``, and what is wrong with it; ``empty`` is what to say where there is nothing."""
    found = typed.get(name, "").replace("\r\n", "\n")
    if not found:
        return "", empty
    if len(found) > most:
        return found, f"This is {len(found):,} characters long. Shorten it to {most:,} or fewer."
    return found, ""
