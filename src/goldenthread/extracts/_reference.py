"""Writes docs/files.md: every file an agency can send, column by column, for the people who make the files.

python -m goldenthread.extracts._reference docs/files.md
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from goldenthread.codes import CodeList, lists
from goldenthread.extracts import Extract, Heading, Kind, Presence, Table, extracts
from goldenthread.extracts._own import PERSON, ROW

_HOLDS = {
    Kind.TEXT: "text",
    Kind.NAME: "a name",
    Kind.CODE: "a code",
    Kind.CODES: "codes, separated by ;",
    Kind.DATE: "a date",
    Kind.MOMENT: "a date and time",
    Kind.FLAG: "yes or no",
    Kind.WHOLE: "a whole number",
    Kind.ORG: "an organisation, as scheme and code",
    Kind.URN: "a school's URN",
    Kind.UKPRN: "a provider's UKPRN",
    Kind.DIGITS: "the number of a council or a school",
    Kind.NHS: "an NHS number",
    Kind.UPN: "a unique pupil number",
    Kind.ULN: "a unique learner number",
    Kind.SURROGATE: "an id that joins the files of one delivery",
}
_WITHOUT = {
    Presence.KEY: "the row is set aside",
    Presence.REQUIRED: "listed to be put right",
    Presence.OPTIONAL: "not known",
}
_COLUMNS = ("column", "holds", "code list", "when blank")
_BLOCKS = ("", "the columns about the row", "the columns about the row and the person")
_OPENING = """# Files Golden Thread reads

Made by `python -m goldenthread.extracts._reference docs/files.md`; change the declarations in
`src/goldenthread/extracts/`, not this page.

A file is recognised by its headings, in any case and any order, and never by its name. A blank cell is *not known*,
never *no*. A cell that cannot be read is set aside with its text and the rest of its row is kept. A code that is in no
version of its list is kept as it was sent, and reported. Columns listed as *not read* may be in a file: nothing is ever
taken from them.

Text is best sent as UTF-8. A file without a single letter of UTF-8 is read as Windows-1252; of any other, only the
bytes that are no UTF-8 are, and every such line is told of. A cell with bytes that mean nothing is set aside.

Dates are read in the forms given, whatever time of day stands behind them, and never guessed: a two-digit year, a
spreadsheet's day number and a time in another zone are set aside. A date with slashes has its day first; where most of
a column's can only have the month first, none of them is read, and none of any other column of the file in which no
date can only have its day first. A cell that holds NULL, N/A, #N/A, NONE, NAN, UNKNOWN, NOT KNOWN or a dash is blank,
unless its code list has that word or it may be somebody's name. A line of delimiters alone, and one that begins with
the words of a total, are no rows. Yes and no may be Y, N, YES, NO, TRUE, FALSE, 1 or 0.
"""


def reference() -> str:
    """The whole page, as Markdown."""
    found = list(extracts().values())
    parts = [_OPENING, _contents(found), _shared(found)]
    parts += [_section(extract) for extract in found]
    parts.append(_code_lists(found))
    return "\n".join(parts)


def _contents(found: Iterable[Extract]) -> str:
    rows = [
        f"| [{extract.title}](#{extract.name}) | `{extract.name}` | {_first_upper(extract.supplier)} |"
        f" every {extract.cadence_days} days |"
        for extract in found
    ]
    return _table(("extract", "name", "who sends it", "late when older than"), rows)


def _shared(found: Iterable[Extract]) -> str:
    """The columns that every template of our own begins with, listed once."""
    template = next(extract for extract in found if _has_block(extract.tables[0], PERSON)).tables[0].headings()
    return "\n".join(
        [
            "## Columns the templates share\n",
            "Golden Thread's own templates begin with five columns about the row and, where they are about a child, 13"
            " about the person. The row of the latest `updated_at` holds; `record_status_code` `D` takes it back."
            "\nAn `updated_at` that names its zone, such as `2025-07-01T10:00+01:00`, is turned into universal time;"
            " one that names none stays as it is. So name it in all or in none: in summer, a moment without its zone"
            " counts as an hour later than the same moment with it."
            "\nBesides `source_person_id` and the birth date, a row needs a valid number, or full name and postcode.\n",
            _table(_COLUMNS, [_column(template[name]) for name in f"{ROW},{PERSON}".split(",")]),
        ]
    )


def _has_block(table: Table, block: str) -> bool:
    return set(block.split(",")) <= set(table.headings())


def _section(extract: Extract) -> str:
    shown = [table for table in extract.tables if _is_needed(extract, table)]
    others = [table.name for table in extract.tables if table not in shown]
    parts = [
        f'<a id="{extract.name}"></a>\n## {extract.title}\n',
        f"{_first_upper(extract.supplier)}. Late when older than {extract.cadence_days} days.\n",
        f"**Why it may be sent.** {extract.gateway}\n",
        f"**Becomes** {', '.join(sorted({f'`{makes.record}`' for makes in extract.records}))}.\n",
    ]
    parts += [_file(extract, table) for table in shown]
    if others:
        parts.append(f"Known, not needed and not read: {', '.join(others)}.\n")
    return "\n".join([*parts, _to_put_right(extract)])


def _is_needed(extract: Extract, table: Table) -> bool:
    """Whether any record is made from the table, or any row of another table belongs to it."""
    named = re.compile(rf"\b{table.name}\b")
    return any(makes.of == table.name or named.search(makes.sql) for makes in extract.records) or any(
        other.parent and other.parent[0] == table.name for other in extract.tables
    )


def _file(extract: Extract, table: Table) -> str:
    versions = ", ".join(layout.version for layout in table.layouts)
    dates = " or ".join(_spelt(form) for form in table.layouts[0].dialect.dates)
    blocks = [block for block in (ROW, PERSON) if _has_block(table, block)]
    shared = set(",".join(blocks).split(","))
    read = [heading for heading in table.headings().values() if not heading.held_back and heading.name not in shared]
    begins = f"Begins with {_BLOCKS[len(blocks)]}. " if blocks else ""
    left = [heading.name for heading in table.headings().values() if heading.held_back]
    head = f"### `{table.name}`\n\n" if len(extract.tables) > 1 else ""
    told = ", ".join(f"`{name}`" for name in table.layouts[0].told_by)
    parts = [
        f"{head}Versions: {versions}. Recognised by {told}. {begins}Dates as {dates}.\n",
        _table(_COLUMNS, [_column(heading) for heading in read]),
    ]
    if left:
        parts.append(f"Not read: {', '.join(left)}.\n")
    return "\n".join(parts)


def _column(heading: Heading) -> str:
    also = f" (or {', '.join(heading.aliases)})" if heading.aliases else ""
    codes = f"[{heading.codes}](#codes-{heading.codes})" if heading.codes else ""
    return f"| {heading.name}{also} | {_HOLDS[heading.kind]} | {codes} | {_WITHOUT[heading.presence]} |"


def _to_put_right(extract: Extract) -> str:
    if not extract.checks:
        return ""
    rows = [f"| {check.column} | {check.problem} | {check.remedy} |" for check in extract.checks]
    several = len(extract.tables) > 1
    if several:
        rows = [f"| {check.of} {row}" for check, row in zip(extract.checks, rows, strict=True)]
    headings = ("column", "what is wrong", "what to do")
    return "**To be put right at source**\n\n" + _table(("file", *headings) if several else headings, rows)


def _code_lists(found: Iterable[Extract]) -> str:
    used = {
        heading.codes
        for extract in found
        for table in extract.tables
        for heading in table.headings().values()
        if heading.codes and not heading.held_back
    }
    return "\n".join(["## Code lists\n", *(_code_list(name) for name in sorted(used))])


def _code_list(name: str) -> str:
    held = lists()[name]
    rows = [f"| `{code}` | {meaning} |{_mark(code in held.from_memory)}" for code, meaning in held.codes.items()]
    head = f'<a id="codes-{name}"></a>\n### {name}\n\n{held.source}, {held.year}: {held.evidence}.\n'
    parts = [head, _table(("code", "meaning", ""), rows)]
    if other := sorted(held.known() - set(held.codes)):
        parts.append(f"Older or finer codes: {'; '.join(_older(held, code) for code in other)}.\n")
    return "\n".join(parts)


def _older(held: CodeList, code: str) -> str:
    means = f" {held.retired[code]}" if code in held.retired else ""
    counted = f" counted as `{held.bridge[code]}`" if code in held.bridge else ""
    return f"`{code}`{means}{',' if means and counted else ''}{counted}"


def _mark(from_memory: bool) -> str:
    return " meaning not verified |" if from_memory else " |"


def _table(headings: tuple[str, ...], rows: Iterable[str]) -> str:
    lines: Iterator[str] = iter((f"| {' | '.join(headings)} |", f"|{' --- |' * len(headings)}", *rows))
    return "\n".join(lines) + "\n"


def _spelt(form: str) -> str:
    """A form of date as people write it: YYYY-MM-DD."""
    words = (("%Y", "YYYY"), ("%m", "MM"), ("%d", "DD"), ("%b", "Mon"), ("%H", "hh"), ("%M", "mm"), ("%S", "ss"))
    for mark, word in words:
        form = form.replace(mark, word)
    return f"`{form}`"


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def main(arguments: list[str]) -> None:
    """Writes the page to the path given."""
    Path(arguments[0]).write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
