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


def at_least(shown: Sequence[int | None]) -> tuple[int, bool]:
    """A total as it may be said beside its parts: the sum of those that are shown, and whether it is the whole of it.

    Where a part is hidden the total is not said: less the others it would tell that part, or narrow it too far.
    """
    return sum(count or 0 for count in shown), None not in shown


def shares(whole: int, among: int, most: int, least: int = LEAST) -> tuple[int | None, int | None]:
    """Among how many a shown count is shared, and the largest share, with None for what is not shown.

    A largest share that is small is hidden; where the whole and the number of sharers leave it one value, they too.
    """
    if not 0 < most < least:
        return among, most
    could_be = range(max(1, -(-whole // among)), min(least - 1, whole - among + 1) + 1)
    return (among if len(could_be) > 1 else None), None


def said(count: int | None, least: int = LEAST) -> str:
    """A count as it is written: '1,204', or that it is too small to show."""
    return "too few to show" if count is None else f"{count:,}"
