"""Numbers that look right and can belong to nobody: NHS numbers of the 999 range, pupil numbers of a council number not
in use, postcodes of an area that does not exist."""

import numpy as np

from goldenthread.simulator.draws import Whole
from goldenthread.simulator.tables import Column

COUNCIL = 990  # no council has this number; hosts of children living away have 991 to 995
HOSTS = (991, 992, 993, 994, 995)
FIRST_URN = 900001
_UPN_LETTERS = np.array(list("ABCDEFGHJKLMNPQRTUVWXYZ"))
_POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def nhs_numbers(rng: np.random.Generator, count: int) -> Column:
    """Different valid numbers beginning 999, ten digits; check digit by modulus 11 (NHS Data Dictionary)."""
    serial = rng.permutation(1_000_000)
    digits = np.concatenate(
        [np.full((len(serial), 3), 9), serial[:, None] // 10 ** np.arange(5, -1, -1)[None, :] % 10], axis=1
    )
    check = 11 - (digits * np.arange(10, 1, -1)).sum(axis=1) % 11
    good = (check != 10) & (serial > 0)
    values = (999_000_000 + serial[good][:count]) * 10 + check[good][:count] % 11
    return np.array([str(value) for value in values.tolist()], dtype=object)


def pupil_numbers(establishment: Whole, year: Whole, serial: Whole, temporary: bool = False) -> Column:
    """Unique pupil numbers: letter, council, school, year, serial; check letter by modulus 23."""
    place = serial % 23 if temporary else serial % 10
    body = [f"{COUNCIL}{e:04d}{y:02d}{s:03d}" for e, y, s in zip(establishment, year % 100, serial % 1000, strict=True)]
    digits = np.array([[int(mark) for mark in text] for text in body], dtype=np.int64).reshape(-1, 12)
    digits[:, 11] = place
    letters = _UPN_LETTERS[(digits * np.arange(2, 14)).sum(axis=1) % 23]
    ends = _UPN_LETTERS[place] if temporary else place.astype(str)
    return np.array([f"{a}{b[:11]}{c}" for a, b, c in zip(letters, body, ends, strict=True)], dtype=object)


def learner_numbers(serial: Whole) -> Column:
    """Unique learner numbers, ten digits; check digit by modulus 11. Null where the remainder allows none."""
    base = 100_000_000 + serial * 7
    digits = base[:, None] // 10 ** np.arange(8, -1, -1)[None, :] % 10
    rest = (digits * np.arange(10, 1, -1)).sum(axis=1) % 11
    return np.array(
        [f"{b}{10 - r}" if r else None for b, r in zip(base.tolist(), rest.tolist(), strict=True)], dtype=object
    )


def postcodes(small_area: Whole, unit: Whole) -> Column:
    """A postcode of area ZZ in a small area (its sector); ``unit`` tells the streets of a sector apart (0 to 399)."""
    size = len(_POSTCODE_LETTERS)
    return np.array(
        [
            f"ZZ{a // 10 + 1} {a % 10}{_POSTCODE_LETTERS[u // size % size]}{_POSTCODE_LETTERS[u % size]}"
            for a, u in zip(small_area.tolist(), unit.tolist(), strict=True)
        ],
        dtype=object,
    )
