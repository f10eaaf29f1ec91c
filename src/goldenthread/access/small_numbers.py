"""Hides counts so small that they could point at one child, and one more where the total would give the first away.

Rule TL20 of docs/trust-rules.md; the threshold is that of the DfE's own statistics of children with SEND: counts of
one to four are not published.
"""

from collections.abc import Sequence

LEAST = 5  # the smallest count that is shown, besides none


def hidden(counts: Sequence[int], least: int = LEAST) -> list[int | None]:
    """The counts, with None for those that are not shown. Nought is shown: it points at nobody.

    When one alone is hidden, its total less the others would tell it, so the smallest of the others is hidden with it.
    """
    shown: list[int | None] = [None if 0 < count < least else count for count in counts]
    if shown.count(None) == 1:
        others = [(count, place) for place, count in enumerate(shown) if count]
        if others:
            shown[min(others)[1]] = None
    return shown


def said(count: int | None, least: int = LEAST) -> str:
    """A count as it is written: '1,204', or that it is too small to show."""
    return "too few to show" if count is None else f"{count:,}"
