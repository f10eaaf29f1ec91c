"""What the DfE's COLLECT exports have in common: several files per delivery, joined by ids that mean nothing else."""

from collections.abc import Mapping

from goldenthread.extracts._extract import COLLECT, Heading, Kind, Layout, Presence

_NAMES = "surname forename middlenames preferredsurname formersurname"
_DATES = (
    "dob personbirthdate entrydate leavingdate startdate referencedate datetime receiveddate requestoutcomedate"
    " assessmentoutcomedate ceasedate reviewmeeting reviewdraft phasetransferduedate phasetransferfinaldate lastreview"
)
_NUMBERS = "sessions sentyperank placementrank year"
_FLAGS = "planres planwbp res wbp week20"
_KINDS = {
    **dict.fromkeys(("upn", "formerupn"), Kind.UPN),
    "uniquelearnernumber": Kind.ULN,
    **dict.fromkeys(_NAMES.split(), Kind.NAME),
    **dict.fromkeys(_DATES.split(), Kind.DATE),
    **dict.fromkeys(_NUMBERS.split(), Kind.WHOLE),
    **dict.fromkeys(_FLAGS.split(), Kind.FLAG),
    "urn": Kind.URN,
    "ukprn": Kind.UKPRN,
    **dict.fromkeys(("nativeid", "lea", "estab"), Kind.DIGITS),
}


def columns(
    names: str,
    *,
    keys: tuple[str, ...] = (),
    required: tuple[str, ...] = (),
    codes: Mapping[str, str] | None = None,
    aliases: Mapping[str, tuple[str, ...]] | None = None,
    needed: str | None = None,
) -> tuple[Heading, ...]:
    """The columns of a table from their names, separated by spaces.

    ``needed``: the columns that are read, likewise; every other is known and held back. Ids that join tables, and the
    running number within the parent, are always read.
    """
    lists = codes or {}
    reads = None if needed is None else frozenset(needed.split())

    def presence(name: str) -> Presence:
        return Presence.KEY if name in keys else Presence.REQUIRED if name in required else Presence.OPTIONAL

    def is_read(name: str) -> bool:
        joins = name.endswith(("tableid", "orderseqcolumn")) or name == "nativeid"
        return name != "sourceid" and (joins or reads is None or name in reads)

    return tuple(
        Heading(
            name,
            kind_of(name, lists),
            presence(name),
            lists.get(name, ""),
            (aliases or {}).get(name, ()),
            held_back=not is_read(name),
        )
        for name in (name.lower() for name in names.split())
    )


def kind_of(name: str, lists: Mapping[str, str]) -> Kind:
    """What a column of a COLLECT export holds, by its name; a column with a code list holds codes."""
    if name.endswith("tableid"):
        return Kind.SURROGATE
    if name.endswith("orderseqcolumn"):
        return Kind.WHOLE
    return Kind.CODE if name in lists else _KINDS.get(name, Kind.TEXT)


def ids(table: str, parent: str = "") -> str:
    """The four columns that every table begins with, and the id of the row it belongs to."""
    return f"{table}tableid nativeid {table}orderseqcolumn sourceid" + (f" {parent}tableid" if parent else "")


def layout(version: str, headings: tuple[Heading, ...], told_by: str) -> Layout:
    """One version of one file; ``told_by``: the columns that tell it, separated by spaces."""
    return Layout(version, COLLECT, headings, tuple(told_by.split()))


def worked_out_id(row: str, born: str, otherwise: str) -> str:
    """SQL for a person's id where the format has none that lasts from one export to the next.

    It is a digest of the unique pupil number, the birth date and the forename. All three must agree before two rows are
    taken for one person, so a number given to a twin by mistake joins nobody; rows that differ in one of them are left
    to linkage, which keeps its evidence. Without a pupil number, ``otherwise`` (SQL) stands in for it.
    """
    forename = f"upper(regexp_replace(coalesce({row}.forename, ''), '[^\\p{{L}}]', '', 'g'))"
    return (
        f"md5(concat_ws('|', coalesce({row}.upn, {otherwise}),"
        f" coalesce(cast({row}.{born} as varchar), ''), {forename}))"
    )
