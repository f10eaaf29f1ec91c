"""What every table that passes between the steps has in common: where each row came from, and who may see it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Category(StrEnum):
    """What kind of information a record is. Access is granted by category (see ``access``)."""

    IDENTITY = "identity"
    EDUCATION = "education"
    HEALTH = "health"
    CARE = "care"
    EHC = "ehc"  # dates and decisions of the plan process, not the plan's wording
    PLAN_CONTENT = "plan_content"
    FAMILY = "family"


@dataclass(frozen=True)
class Column:
    """One column: its DuckDB type, what it means, its unit and the code list its values come from."""

    type: str
    means: str
    unit: str = ""
    codes: str = ""


def text(means: str, codes: str = "") -> Column:
    """A column of text."""
    return Column("VARCHAR", means, codes=codes)


def date(means: str) -> Column:
    """A column of calendar dates."""
    return Column("DATE", means)


def whole(means: str, unit: str) -> Column:
    """A column of whole numbers; ``unit`` says of what."""
    return Column("INTEGER", means, unit=unit)


def flag(means: str) -> Column:
    """A column that is true, false, or null for not known."""
    return Column("BOOLEAN", means)


class Record:
    """A table. Its docstring says what one row means; its class attributes are its columns.

    Every table of agency records begins with PROVENANCE: any statement on a page leads back to a line in a file.
    """

    TABLE: ClassVar[str] = ""
    CATEGORY: ClassVar[Category] = Category.IDENTITY
    SOURCE: ClassVar[str] = ""  # the formats this table is read from
    HOLDER: ClassVar[str] = ""  # SQL over the row r: whose record it is, where not always the agency's whose feed it is

    @classmethod
    def own_columns(cls) -> dict[str, Column]:
        """The columns this table declares itself, in the order they are written."""
        return {name: value for name, value in vars(cls).items() if isinstance(value, Column)}

    @classmethod
    def columns(cls) -> dict[str, Column]:
        """Every column, provenance first."""
        return {**PROVENANCE, **cls.own_columns()}


PROVENANCE: dict[str, Column] = {
    "record_id": text("the load and the line of the file this came from, as 'load:line'"),
    "person_key": text("who the sender says this is about: system, sender and the sender's own id"),
    "source": text("the feed: the name of the extract"),
    "sender": text("the organisation that sent it, as scheme and code"),
    "received": date("the date to which the extract was true"),
    "row_key": text("what makes this row the same row in a later file"),
    "version": text("orders the versions of one row; the greatest holds"),
    "deleted": flag("the sender has withdrawn this row"),
}


class Derived(Record):
    """A table that Golden Thread works out, rather than receives."""

    @classmethod
    def columns(cls) -> dict[str, Column]:
        """The declared columns only: provenance is reached through the record ids they hold."""
        return cls.own_columns()
