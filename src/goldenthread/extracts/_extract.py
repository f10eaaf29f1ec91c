"""What an extract declares: who sends it under which law, what its files look like, and which records it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from goldenthread.law import Provision, keeping


class Kind(StrEnum):
    """What a cell holds, and so how it is read."""

    TEXT = "text"
    NAME = "name"  # a person's name: a date or a number here means that columns are swapped
    CODE = "code"
    CODES = "codes"  # several codes, separated by ;
    DATE = "date"
    MOMENT = "moment"  # date and time; kept as text YYYY-MM-DDThh:mm so that it orders versions
    FLAG = "flag"
    WHOLE = "whole"
    ORG = "org"  # scheme and code, such as ODS:RK9
    URN = "urn"
    UKPRN = "ukprn"
    DIGITS = "digits"  # the number of a council or a school, kept as text; a spreadsheet makes 879.0 of 879
    NHS = "nhs"  # read into two columns: the number, and <name>_ok
    UPN = "upn"  # likewise
    ULN = "uln"  # likewise
    SURROGATE = "surrogate"  # joins tables of one delivery and means nothing outside it


class Presence(StrEnum):
    """What becomes of a row without this cell."""

    KEY = "key"  # the row means nothing without it and is set aside whole
    REQUIRED = "required"  # the cell is listed as missing; the row is kept
    OPTIONAL = "optional"  # blank is 'not known'


@dataclass(frozen=True)
class Heading:
    """One column of a layout. ``codes`` names a list of ``goldenthread.codes``; ``held_back`` is never read at all."""

    name: str
    kind: Kind = Kind.TEXT
    presence: Presence = Presence.OPTIONAL
    codes: str = ""
    aliases: tuple[str, ...] = ()
    held_back: bool = False


@dataclass(frozen=True)
class Dialect:
    """How one family of files writes dates and yes or no.

    ``dates`` are strptime forms of the day, which a time of day may follow; none is ever guessed.
    """

    name: str
    dates: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


_DAY_FIRST = ("%d/%m/%Y", "%d-%b-%Y")  # what a spreadsheet in England makes of any date
_YES, _NO = ("Y", "1", "TRUE", "YES", "1.0"), ("N", "0", "FALSE", "NO", "0.0")
OWN = Dialect("own", ("%Y-%m-%d", *_DAY_FIRST), _YES, _NO)
COLLECT = Dialect("collect", ("%Y-%b-%d", "%Y-%m-%d", *_DAY_FIRST), ("1", *_YES), ("0", *_NO))
SSD = Dialect("ssd", ("%Y-%m-%d", *_DAY_FIRST), _YES, _NO)


@dataclass(frozen=True)
class Layout:
    """One version of one file: its columns. A file is recognised by holding every column in ``told_by``."""

    version: str
    dialect: Dialect
    headings: tuple[Heading, ...]
    told_by: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One kind of file of an extract.

    The texts are SQL over the typed row ``r`` and, where ``parent`` says which row of which other table of the same
    delivery it belongs to, that row ``p``: ``sender``, ``received`` (a date), ``person`` (the sender's own id; null
    when the row is about nobody), ``row_key``, ``version`` (orders the versions of a row), ``deleted``, ``scope``
    (what a whole new export replaces; null for none). ``also`` adds columns that the records need.

    Parents are typed first, so ``p`` has its own ``also`` columns and its provenance: ``p.gt_sender``,
    ``p.gt_received``, ``p.gt_version``. Where a format says neither who sends nor when, ``sender`` and
    ``received`` come out null, and the reader takes them from the name of the file or its folder, or sets the file
    aside whole with the remedy.
    """

    name: str
    layouts: tuple[Layout, ...]
    sender: str
    received: str
    person: str
    row_key: str
    version: str
    deleted: str = "false"
    scope: str = "null"
    own_id: str = ""
    parent: tuple[str, str] | None = None  # (table, the column here that holds its own_id)
    also: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def headings(self) -> dict[str, Heading]:
        """Every heading of any layout, by name; the newest layout's reading of it."""
        return {heading.name: heading for layout in self.layouts for heading in layout.headings}

    def sql(self) -> str:
        """All the SQL over ``r`` and ``p``, to see what it names."""
        own = (self.sender, self.received, self.person, self.row_key, self.version, self.deleted, self.scope)
        return " ".join([*own, *self.also.values()])


@dataclass(frozen=True)
class Makes:
    """Rows of one record table, made from the rows of one kind of file.

    ``sql`` selects ``given.*`` (the provenance columns) and the record's own columns from the typed table ``of`` and
    other tables of the same delivery; columns it does not name are null.
    """

    record: str
    of: str
    sql: str


@dataclass(frozen=True)
class Check:
    """Something the sender must put right at source: blank or contradictory, never guessed and never repaired here."""

    of: str
    column: str
    when: str  # SQL over the typed table
    problem: str
    remedy: str


@dataclass(frozen=True)
class Extract:
    """One extract: a feed from one kind of agency.

    ``system`` names the id space its people belong to. ``cadence_days``: how often it is due; older than that, what it
    says is stale. ``gateway``: the law under which it may be sent, in one sentence. ``restated``: every file says
    everything again as at its own date, so an unchanged row is still news. ``is_complete``: a new export of the same
    scope replaces the old one whole, so what it leaves out is gone. ``about_people``: false for lists of staff.
    ``by_week``: rows are half-day sessions, summed to weeks as they are read: the typed table that the SQL sees has one
    row for each person, school, week and code, with ``week_started`` (its Monday) and ``sessions``.
    ``kept``: how long a copy of such a file may be kept, in months from the day it speaks of.
    """

    name: str
    title: str
    agency: str
    supplier: str
    system: str
    cadence_days: int
    gateway: str
    tables: tuple[Table, ...]
    records: tuple[Makes, ...]
    checks: tuple[Check, ...] = ()
    restated: bool = False
    is_complete: bool = False
    about_people: bool = True
    by_week: bool = False
    kept: Provision = keeping.COPIES_OF_FILES

    def table(self, name: str) -> Table:
        """The kind of file of that name. Raises KeyError when there is none."""
        return {table.name: table for table in self.tables}[name]

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """Every layout of every kind of file."""
        return tuple(layout for table in self.tables for layout in table.layouts)


def surrogate(name: str) -> Heading:
    """A heading that joins tables of one delivery."""
    return Heading(name, Kind.SURROGATE)


def headed(names: str, kind: Kind = Kind.TEXT, codes: Mapping[str, str] | None = None) -> tuple[Heading, ...]:
    """Headings of one kind, from names separated by spaces."""
    return tuple(Heading(name, kind, codes=(codes or {}).get(name, "")) for name in names.split())
