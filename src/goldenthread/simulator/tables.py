"""Tables of events as columns of equal length: one row an event, ``person`` the place of its child among the people."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goldenthread.simulator.draws import Flags, Whole

Column = NDArray[Any]
NO_DATE = 0  # days are counted from 1 January 1970; no child here was born then


class Table:
    """Named columns of equal length. Raises ValueError when they are not."""

    def __init__(self, **columns: Column) -> None:
        lengths = {len(column) for column in columns.values()}
        if len(lengths) > 1:
            told = {name: len(column) for name, column in columns.items()}
            raise ValueError(f"Columns differ in length: {told}")
        self.columns = columns

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def __setitem__(self, name: str, column: Column) -> None:
        if len(column) != len(self):
            raise ValueError(f"Column {name} has {len(column)} rows, the table {len(self)}")
        self.columns[name] = column

    def __len__(self) -> int:
        return next((len(column) for column in self.columns.values()), 0)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def where(self, rows: Flags | Whole) -> "Table":
        """The rows marked, or the rows at these places, in order."""
        return Table(**{name: column[rows] for name, column in self.columns.items()})

    def copy(self) -> "Table":
        """The same rows, in columns that may be changed."""
        return Table(**{name: column.copy() for name, column in self.columns.items()})

    def having(self, **columns: Column) -> "Table":
        """The same rows with these columns put in or replaced."""
        return Table(**{**self.columns, **columns})

    def plus(self, other: "Table") -> "Table":
        """The rows of both, this table's first. Columns must be the same."""
        if set(self.columns) != set(other.columns):
            raise ValueError(f"Columns differ: {sorted(set(self.columns) ^ set(other.columns))}")
        return Table(**{name: np.concatenate([column, other[name]]) for name, column in self.columns.items()})

    def ordered(self, *names: str) -> "Table":
        """The rows in the order of these columns, the first the weightiest."""
        return self.where(np.lexsort([self.columns[name] for name in reversed(names)]))


def either(mask: Any, yes: Any, no: Any) -> Column:
    """Words by place: ``yes`` where the mask is set, else ``no``; None stays not known."""
    return np.asarray(np.where(mask, yes, no), dtype=object)


def known(column: Column) -> Flags:
    """Where a column of words is not None."""
    return np.array([value is not None for value in column.tolist()], dtype=np.bool_)


def blank(size: int) -> Column:
    """A column of words, all not known."""
    return np.full(size, None, dtype=object)


def every(word: str, size: int) -> Column:
    """A column of one word."""
    return np.full(size, word, dtype=object)


def no_dates(size: int) -> Whole:
    """A column of days, none of them set."""
    return np.zeros(size, dtype=np.int64)


def words(labels: Any, places: Any) -> Column:
    """The label at each place."""
    return np.asarray(np.array(labels, dtype=object)[places])


def numbered(prefix: str, numbers: Any, width: int = 6) -> Column:
    """Ids such as R000017, one for each number."""
    return np.array([f"{prefix}{number:0{width}d}" for number in np.asarray(numbers).tolist()], dtype=object)


def counted(person: Whole, size: int) -> Whole:
    """How many rows each of ``size`` people has."""
    return np.bincount(person, minlength=size).astype(np.int64)


def earliest(person: Whole, day: Whole, size: int) -> Whole:
    """Each person's earliest day; NO_DATE for those without rows."""
    first = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(first, person, day)
    return np.where(first == np.iinfo(np.int64).max, NO_DATE, first)


def latest(person: Whole, day: Whole, size: int) -> Whole:
    """Each person's latest day; NO_DATE for those without rows."""
    last = np.zeros(size, dtype=np.int64)
    np.maximum.at(last, person, day)
    return last


def figures(numbers: Any, unknown: int = -1) -> Column:
    """Whole numbers as words; ``unknown`` is not known."""
    return np.array([None if n == unknown else str(n) for n in np.asarray(numbers).tolist()], dtype=object)


def yes_no(flags: Any) -> Column:
    """Y or N."""
    return either(flags, "Y", "N")
