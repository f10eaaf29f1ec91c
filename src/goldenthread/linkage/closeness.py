"""How near two spellings of a name, or two birth dates, are to each other."""

from datetime import date


def close(a: str, b: str) -> bool:
    """Whether one spelling may be the other mistyped or cut short.

    One slip in four letters or more, two in eight or more; three letters may gain one, or have two swapped, but not
    change one: 'Ava' and 'Eva' are two names.
    """
    shorter = min(len(a), len(b))
    if shorter == 3:
        return a.startswith(b) or b.startswith(a) or ((sorted(a) == sorted(b) or len(a) != len(b)) and slips(a, b) <= 1)
    allowed = 2 if shorter >= 8 else 1 if shorter >= 4 else 0
    if shorter >= 4 and (a.startswith(b) or b.startswith(a)):
        return True
    return abs(len(a) - len(b)) <= allowed and slips(a, b) <= allowed


def slips(a: str, b: str) -> int:
    """Letters added, left out, changed or swapped with their neighbour to turn ``a`` into ``b`` (Damerau 1964)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        before, last, row = row, before, [i]
        for j, other in enumerate(b, start=1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                least = min(least, last[j - 2] + 1)
            row.append(least)
    return row[-1]


def dates_close(a: date, b: date) -> bool:
    """Whether one birth date may be the other mistaken: next day, day and month swapped, or one part of three wrong."""
    if abs((a - b).days) <= 1 or (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return True
    return (a.year == b.year) + (a.month == b.month) + (a.day == b.day) == 2
