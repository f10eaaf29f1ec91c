"""Long lists: twenty-five rows at a time, in an order that does not move, with what is asked kept in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

ROWS = 25
NEAR = 1  # pages named either side of the one in hand


@dataclass(frozen=True)
class Paged:
    """Where in a list we are: what the ``paging`` macro reads, and ``first_row`` for the query's offset."""

    path: str
    total: int
    page: int
    asked: Mapping[str, str] = field(default_factory=dict)
    rows: int = ROWS

    @property
    def pages(self) -> int:
        """How many pages there are; one for an empty list."""
        return max(1, -(-self.total // self.rows))

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * self.rows

    @property
    def first(self) -> int:
        """The number of the first row on this page."""
        return self.offset + 1

    @property
    def last(self) -> int:
        """The number of the last row on this page."""
        return min(self.total, self.offset + self.rows)

    @property
    def previous(self) -> str | None:
        """The address of the page before."""
        return self.href(self.page - 1) if self.page > 1 else None

    @property
    def next(self) -> str | None:
        """The address of the page after."""
        return self.href(self.page + 1) if self.page < self.pages else None

    @property
    def items(self) -> list[dict[str, object]]:
        """The pages to offer by number, with a gap where some are left out."""
        shown = sorted({1, self.pages, *range(max(1, self.page - NEAR), min(self.pages, self.page + NEAR) + 1)})
        found: list[dict[str, object]] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number - before > 1:
                found.append({"ellipsis": True})
            found.append({"number": number, "href": self.href(number), "current": number == self.page})
        return found

    def href(self, page: int) -> str:
        """The address of one page of this list, with the same filters."""
        return address(self.path, {**self.asked, "page": str(page) if page > 1 else ""})


def page_number(wanted: str | None) -> int:
    """The number somebody asked for; 1 for anything that is no page's number."""
    return max(1, int(wanted)) if wanted and wanted.isascii() and wanted.isdecimal() and len(wanted) < 7 else 1


def paged(path: str, total: int, asked: Mapping[str, str], wanted: str | None) -> Paged:
    """The page somebody asked for, or the nearest there is: a list may have grown shorter since the link was made."""
    number = page_number(wanted)
    pages = max(1, -(-total // ROWS))
    return Paged(path, total, min(number, pages), asked)


@dataclass(frozen=True)
class Filter:
    """One filter beside a list: what may be chosen, and what was."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str = ""


def chosen(filters: Sequence[Filter], given: Mapping[str, str]) -> list[Filter]:
    """The filters with what the address asks for; a value that is not on offer is passed over."""
    found = []
    for one in filters:
        value = given.get(one.name, "")
        kept = value if value in {option for option, _ in one.options} else ""
        found.append(Filter(one.name, one.label, one.options, kept))
    return found


def asked(filters: Sequence[Filter], **more: str) -> dict[str, str]:
    """What the address of this list says, so that every link on the page keeps it."""
    return {**{one.name: one.value for one in filters if one.value}, **{k: v for k, v in more.items() if v}}


def applied(filters: Sequence[Filter], path: str, **more: str) -> list[dict[str, str]]:
    """The filters in force as tags, each with the address of the list without it."""
    whole = asked(filters, **more)
    return [
        {
            "text": f"{one.label}: {dict(one.options)[one.value]}",
            "href": address(path, {k: v for k, v in whole.items() if k != one.name}),
        }
        for one in filters
        if one.value
    ]


def address(path: str, given: Mapping[str, str]) -> str:
    """``path`` with its question, leaving out what is empty."""
    question = urlencode({name: value for name, value in given.items() if value})
    return f"{path}?{question}" if question else path
