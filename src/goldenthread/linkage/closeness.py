"""How near two spellings are to each other."""


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
