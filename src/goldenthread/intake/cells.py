"""How each kind of cell is read: the SQL that turns its text into a value, and what to say when it cannot be.

Everything arrives as text. A value comes out only when the text has one of the forms its kind allows; a form is never
guessed, and a cell that has none of them is null here and set aside, with its text (see ``aside``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from goldenthread.codes import CodeList, identifiers, lists
from goldenthread.extracts import Dialect, Heading, Kind, Presence
from goldenthread.intake.rarities import ANYTHING, FOOT_BEGINS, FOR_BLANK, Rarities
from goldenthread.intake.scan import LONGEST_LINE, LOST, Blanks

CHECKED = frozenset({Kind.NHS, Kind.UPN, Kind.ULN})  # numbers with a check character
_TYPES = {Kind.DATE: "DATE", Kind.FLAG: "BOOLEAN", Kind.WHOLE: "INTEGER"}
_TIMES = ("", "T%H:%M", " %H:%M", "T%H:%M:%S", " %H:%M:%S")
_DATE_TIMES = ("", " %H:%M:%S", " %H:%M", "T%H:%M:%S", "T%H:%M")  # the commonest first
_MIDNIGHT, _FRACTION = "[ T]00:00(:00([.]0+)?)?Z?$", "(:[0-9]{2})[.][0-9]+$"
_ZONE = "(:[0-9]{2}([.][0-9]+)?)(Z|[+-][0-9]{2}:?[0-9]{2})$"
_AHEAD = ":[0-9.]+([+-][0-9]{2}):?([0-9]{2})$"  # hours and minutes that a zone is ahead of universal time
_SLASH = "/%m/"  # a form in which day and month can be taken for each other
_NAMES_TOO = frozenset({"NULL", "NONE", "NAN"})  # somebody is called so
_FOOT = "(grand |sub-?)?totals?( rows| records)?:?|(row|record)( count|s)?:|end of (file|report|extract)"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # a year outside is a slip of the finger
_ISO = "%Y-%m-%d"
_COLLECT, _COLLECT_MIDNIGHT = "%Y-%b-%d", " 00:00:00"  # how COLLECT writes a day: 2024-Sep-04 00:00:00
_BLANKS = " \t\r\n\u00a0\ufeff"  # what may stand around a cell and means nothing


@dataclass(frozen=True)
class Reading:
    """One column as it is read: its name, its DuckDB type, and the expression over the raw text column.

    ``follows``: the expression is over another column as read, so it comes after that.
    """

    name: str
    type: str
    sql: str
    follows: bool = False


def string(text: str) -> str:
    """A text as an SQL string; for words of our own declarations, never for what a sender wrote."""
    return "'" + text.replace("'", "''") + "'"


def among(words: Iterable[str]) -> str:
    """A list of words as SQL, in order."""
    return "(" + ", ".join(string(word) for word in sorted(words)) + ")"


def tidy(column: str, blanks: Blanks) -> str:
    """The text of a cell without outer blanks, null when nothing is left; ``blanks``: which ones the file has."""
    if blanks is Blanks.NONE:
        return column
    if blanks is Blanks.SPACES:  # three times as fast as the next, over a gigabyte
        return f"case when {column} < '!' or ends_with({column}, ' ') then nullif(trim({column}), '') else {column} end"
    return f"nullif(trim({column}, '{_BLANKS}'), '')"


def longest(heading: Heading) -> int:
    """How many bytes a cell may have: no name, code or id has more, and an index of the database takes no more."""
    if heading.kind is Kind.NAME:
        return 240
    return LONGEST_LINE if heading.name.endswith("_json") else 1_000


def stands_for_blank(heading: Heading, text: str) -> str:
    """Whether a cell holds a word that systems write where they know nothing, as SQL over its tidy text.

    A code that its list has is that code; a key that is a code stays as sent. Somebody may be called None, Nan or Null:
    of these, a name is blank for NULL in capitals alone.
    """
    if heading.kind is Kind.CODE and heading.presence is Presence.KEY:
        return "false"
    listed = known_codes(heading.codes) if heading.codes else frozenset()
    words = [word for word in FOR_BLANK if word not in listed]
    if heading.kind is Kind.NAME:
        said = f"upper({text}) in {among(word for word in words if word not in _NAMES_TOO)} or {text} = 'NULL'"
    else:
        said = f"upper({text}) in {among(words)}"
    return f"({said})"


def is_footer(column: str) -> str:
    """Whether a cell that should hold an id holds the first words of a line of totals."""
    begins = f"lower(left({column}, 3)) in {among(FOOT_BEGINS)}"
    return f"coalesce({begins} and regexp_full_match(lower({column}), '{_FOOT}'), false)"


def month_first(text: str) -> tuple[str, str]:
    """Whether a date with slashes can only have its month first, and whether only its day, as SQL."""
    least, most = "(0?[1-9]|1[0-2])", "(1[3-9]|2[0-9]|3[01])"
    return tuple(
        f"(contains({text}, '/') and regexp_full_match({text}, '{one}/{other}/[0-9]{{4}}.*'))"
        for one, other in ((least, most), (most, least))
    )  # type: ignore[return-value]


def without_slashes(dialect: Dialect) -> Dialect:
    """The dialect for a column in which day and month stand in no order that can be told."""
    return replace(dialect, dates=tuple(form for form in dialect.dates if _SLASH not in form))


def is_formula(column: str) -> str:
    """Whether a spreadsheet would run the cell instead of showing it."""
    bare = f"ltrim({column}, '\"''')"
    return f"coalesce({bare}[1] in ('=', '@') or ({bare}[1] in ('+', '-') and regexp_matches({bare}, '[(!|]')), false)"


def has_lost_letter(column: str) -> str:
    """Whether a letter of the cell cannot be told any more: its bytes mean nothing, or its sender lost it."""
    return f"coalesce(contains({column}, '{LOST}'), false)"


def readings(
    heading: Heading,
    dialect: Dialect,
    text: str,
    simulated: bool,
    may_have: Rarities = ANYTHING,
    plain: bool = False,
) -> tuple[Reading, ...]:
    """How one heading is read from the tidy SQL expression ``text``: one column, or two for a number with a check.

    ``may_have``: what may be in the file; ``plain``: every cell of the column is known to be as ``plainly`` says.
    """
    if heading.kind in CHECKED:
        ok = Reading(f"{heading.name}_ok", "BOOLEAN", _ok(heading, f'"{heading.name}"', simulated), follows=True)
        return Reading(heading.name, "VARCHAR", identifiers.bare_sql(_number(text, may_have))), ok
    common = plainly(heading, dialect, text) if plain else None
    value = common[1] if common else _value(heading, dialect, text, may_have)
    return (Reading(heading.name, _TYPES.get(heading.kind, "VARCHAR"), value),)


def plainly(heading: Heading, dialect: Dialect, text: str) -> tuple[str, str] | None:
    """Whether a cell has the commonest form of its kind, and its value then, as SQL; None where no form stands out."""
    match heading.kind:
        case Kind.DATE if dialect.dates[0] == _COLLECT:
            day = f"left({text}, {len('2024-Sep-04')})"
            return _is_collect(text), f"cast(try_strptime({day}, '{_COLLECT}') as date)"
        case Kind.DATE if _ISO in dialect.dates:
            return _is_iso(text), f"try_cast({text} as date)"
        case Kind.MOMENT:
            return _is_moment(text), text
        case Kind.CODE if heading.codes:
            return f"{text} in {among(known_codes(heading.codes))}", text
        case Kind.NAME:
            return f"{text} >= ':'", text
        case _:
            return None


def _number(text: str, may_have: Rarities) -> str:
    """A number without what a spreadsheet puts around it: the mark that makes it text, or a decimal nought."""
    marked = [f"starts_with({text}, '''')"] if may_have.apostrophes else []
    nought = [f"ends_with({text}, '.0')"] if may_have.point_noughts else []
    if not (marked or nought):
        return text
    bare = f"regexp_replace(ltrim({text}, ''''), '[.]0$', '')"
    return f"case when {' or '.join(marked + nought)} then {bare} else {text} end"


def _ok(heading: Heading, bare: str, simulated: bool) -> str:
    """Whether the number is a right one; the made-up NHS range is right in a simulated store only."""
    if heading.kind is Kind.NHS:
        return identifiers.nhs_number_sql(bare, simulated)
    return identifiers.upn_sql(bare) if heading.kind is Kind.UPN else identifiers.uln_sql(bare)


def absent(heading: Heading) -> tuple[Reading, ...]:
    """The columns of a heading that the file does not have: not known, every row."""
    names = {heading.name: _TYPES.get(heading.kind, "VARCHAR")}
    if heading.kind in CHECKED:
        names[f"{heading.name}_ok"] = "BOOLEAN"
    return tuple(Reading(name, kind, f"cast(null as {kind})") for name, kind in names.items())


def _value(heading: Heading, dialect: Dialect, text: str, may_have: Rarities) -> str:
    match heading.kind:
        case Kind.DATE:
            return _date(text, dialect)
        case Kind.MOMENT:
            return _moment(text, dialect)
        case Kind.FLAG:
            return (
                f"case when upper({text}) in {among(dialect.yes)} then true"
                f" when upper({text}) in {among(dialect.no)} then false end"
            )
        case Kind.WHOLE:
            return f"case when regexp_full_match({text}, '[0-9]{{1,9}}(\\.0+)?') then try_cast({text} as integer) end"
        case Kind.URN:
            return f"case when regexp_full_match({text}, '[0-9]{{6}}(\\.0+)?') then left({text}, 6) end"
        case Kind.UKPRN:
            return f"case when regexp_full_match({text}, '[0-9]{{8}}(\\.0+)?') then left({text}, 8) end"
        case Kind.NAME:
            return f"case when {text} < ':' and regexp_full_match({text}, '{_NO_NAME}') then null else {text} end"
        case Kind.CODE:
            return _code(text, heading.codes, may_have)
        case Kind.CODES:
            return f"upper(regexp_replace({text}, '\\s*[;,]\\s*', ';', 'g'))"
        case Kind.ORG:
            return f"upper(replace({text}, ' ', ''))"
        case Kind.SURROGATE:
            if not may_have.point_noughts:
                return text
            return f"case when ends_with({text}, '.0') then regexp_replace({text}, '\\.0$', '') else {text} end"
        case Kind.DIGITS if may_have.point_noughts:
            whole = f"regexp_replace({text}, '^([0-9]+)\\.0+$', '\\1')"
            return f"case when contains({text}, '.0') then {whole} else {text} end"
        case _:
            return text


_NO_NAME = r"[0-9][0-9 ./:T-]*|[0-9]{1,4}-[A-Za-z]{3}-[0-9 :]+"  # a date or a number


def _date(text: str, dialect: Dialect) -> str:
    """The commonest form first, without parsing twice; the years are compared as text, which orders alike."""
    bare = f"regexp_replace(regexp_replace({text}, '{_MIDNIGHT}', ''), '{_FRACTION}', '\\1')"
    day_alone = f"case when contains({text}, ':') then {bare} else {text} end"
    forms = ", ".join(string(day + time) for time in _DATE_TIMES for day in dialect.dates)
    form = f"try_strptime({day_alone}, [{forms}])"
    other = f"case when year({form}) between {_FIRST_YEAR} and {_LAST_YEAR} then cast({form} as date) end"
    if _ISO not in dialect.dates:
        return other
    return f"case when {_is_iso(text)} then try_cast({text} as date) else {other} end"


def _is_iso(text: str) -> str:
    return f"length({text}) = 10 and {text}[5] = '-' and {text} >= '{_FIRST_YEAR}' and {text} < '{_LAST_YEAR + 1}'"


def _is_collect(text: str) -> str:
    length = len(f"2024-Sep-04{_COLLECT_MIDNIGHT}")
    shape = f"strlen({text}) = {length} and {text}[5] = '-' and ends_with({text}, '{_COLLECT_MIDNIGHT}')"
    return f"{shape} and {text} >= '{_FIRST_YEAR}' and {text} < '{_LAST_YEAR + 1}'"


def _moment(text: str, dialect: Dialect) -> str:
    """A moment with a zone becomes one of universal time, so that two zones can be compared; without, it stays."""
    forms = ", ".join(string(day + time) for day in dialect.dates for time in _TIMES)
    bare = f"regexp_replace(regexp_replace({text}, '{_ZONE}', '\\1'), '{_FRACTION}', '\\1')"
    hours, minutes = (f"cast(regexp_extract({text}, '{_AHEAD}', {part}) as integer)" for part in (1, 2))
    ahead = f"to_minutes({hours} * 60 + if(contains({text}, '+'), {minutes}, -{minutes}))"
    there = f"try_strptime({bare}, [{forms}])"
    other = f"(case when regexp_matches({text}, '{_AHEAD}') then {there} - {ahead} else {there} end)"
    known = f"year({other}) between {_FIRST_YEAR} and {_LAST_YEAR}"
    return (
        f"case when {_is_moment(text)} then {text}"
        f" when {known} and second({other}) = 0 then strftime({other}, '%Y-%m-%dT%H:%M')"
        f" when {known} then strftime({other}, '%Y-%m-%dT%H:%M:%S') end"
    )


def _is_moment(text: str) -> str:
    return f"length({text}) = 16 and {text}[5] = '-' and {text}[11] = 'T' and try_cast({text} as timestamp) is not null"


def _code(text: str, codes: str, may_have: Rarities) -> str:
    """A code of a list is written as the list writes it; any other stays as it was sent."""
    if not codes:
        return text
    listed = known_codes(codes)
    known, whole = among(listed), f"regexp_replace({text}, '\\.0$', '')"
    exact = "" if all(code == code.upper() for code in listed) else f" when {text} in {known} then {text}"
    nought = f" when ends_with({text}, '.0') and {whole} in {known} then {whole}" if may_have.point_noughts else ""
    return f"case{exact} when upper({text}) in {known} then upper({text}){nought} else {text} end"


def known_codes(name: str) -> frozenset[str]:
    """Every code of a list; raises KeyError when there is no such list."""
    found: CodeList = lists()[name]
    return found.known()


def what_is_wrong(heading: Heading, dialect: Dialect) -> tuple[str, str]:
    """Why a cell of this kind could not be read, in words that follow 'The cell', and what to do."""
    match heading.kind:
        case Kind.DATE | Kind.MOMENT:
            forms = " or ".join(_spelt(form) for form in dialect.dates[:2])
            return f"is not a date that exists, written as {forms}.", "Correct the date at source and send it again."
        case Kind.FLAG:
            return f"is neither {dialect.yes[0]} nor {dialect.no[0]}.", (
                f"Send {dialect.yes[0]}, {dialect.no[0]}, or nothing for not known."
            )
        case Kind.WHOLE:
            return "is not a whole number of nought or more.", "Send a whole number, or nothing for not known."
        case Kind.URN:
            return "is not a URN: those have six digits.", "Look the school's URN up and correct it."
        case Kind.UKPRN:
            return "is not a UKPRN: those have eight digits.", "Look the provider's UKPRN up and correct it."
        case Kind.NAME:
            return "holds a date or a number where a name belongs.", "Check whether two columns have been swapped."
        case Kind.NHS | Kind.UPN | Kind.ULN:
            return "holds no number.", "Send the number, or nothing for not known."
        case _:
            return "holds a spreadsheet formula.", "Send the value itself as text."


def _spelt(form: str) -> str:
    words = (("%Y", "YYYY"), ("%m", "MM"), ("%d", "DD"), ("%b", "Mon"), ("%H", "hh"), ("%M", "mm"), ("%S", "ss"))
    for mark, word in words:
        form = form.replace(mark, word)
    return form
