"""Sets aside what could not be read, cell by cell and row by row, each with its line, the reason and its own text."""

from collections.abc import Callable, Mapping, Set

import pyarrow as pa

from goldenthread.engine import quoted
from goldenthread.extracts import Heading, Kind
from goldenthread.intake.bench import Bench
from goldenthread.intake.cells import is_formula, longest, what_is_wrong
from goldenthread.intake.findings import Finding, Severity
from goldenthread.intake.lines import Lines
from goldenthread.intake.recognise import Recognised
from goldenthread.intake.showing import protected, shown
from goldenthread.intake.tokenise import Rejected
from goldenthread.intake.typed import DATED, keys, month_comes_first

_TABLE = "line bigint, column_name varchar, reason varchar, remedy varchar, raw varchar, shown varchar, whole boolean"
_REJECTED = pa.schema([("line", pa.int64()), *((name, pa.string()) for name in ("reason", "remedy", "raw"))])
_PLACE = ("gt_sender", "gt_received", "gt_key")  # what tells a row's place among all that was ever sent
_MOST_RAW = 2000  # characters kept of a row set aside
_MONTH_FIRST = "stands among dates that have the month before the day, so it cannot be told which is which."
_SEVERITY = {"row_blank": Severity.NOTE, "row_of_totals": Severity.WARNING, "headings_again": Severity.WARNING}
_SWAPPED_FROM = 3  # cells; fewer wrong ones in a column do not show that columns are swapped


class Aside:
    """What one file has set aside, as table ``aside_<table>``, and the findings about it.

    ``whole``: an entire row. ``raw`` is its text, for the store alone; ``shown`` is what pages may show of it.
    """

    def __init__(self, engine: Bench, form: Recognised, file: str) -> None:
        self._engine = engine
        self._form = form
        self._file = file
        self._read, self._aside = f"read_{form.table.name}", f"aside_{form.table.name}"
        self.findings: list[Finding] = []
        engine.connection.execute(f"create or replace table {self._aside} ({_TABLE})").fetchall()

    def rejected(self, lines: Lines) -> None:
        """Takes in the rows that could not be split into cells, and tells of words that stood for a blank."""
        if lines.words:
            column, line, count = lines.words
            says = "Cells that hold NULL, N/A, a dash or another such word were read as not known."
            self._say("word_for_blank", Severity.NOTE, says, "Leave such cells blank next time.", line, column, count)
        if not lines.rejected:
            return
        kept_back = any(heading.held_back for heading in self._form.layout.headings)
        rows = [
            {"line": row.line, "reason": row.reason, "remedy": row.remedy}
            | {"raw": None if kept_back else row.raw[:_MOST_RAW]}
            for row in lines.rejected
        ]
        self._engine.attach_arrow("rejected", pa.Table.from_pylist(rows, _REJECTED))
        self._engine.connection.execute(
            f"insert into {self._aside} select line, null, reason, remedy, raw, null, true from rejected"
        ).fetchall()
        for reason, rows_of in _by_reason(lines.rejected).items():
            first = rows_of[0]
            says = reason + (f" So have {len(rows_of) - 1} rows after it." if len(rows_of) > 1 else "")
            severity = _SEVERITY.get(first.kind, Severity.ERROR)
            self._say(first.kind, severity, says, first.remedy, first.line, None, len(rows_of))

    def typed(self, filled: Mapping[str, int], missing_parent: Callable[[], str] = str) -> None:
        """Sets aside each cell of ``raw`` without a value in ``read``, and the rows that mean nothing without one.

        ``filled``: cells of ``raw`` by column. ``missing_parent``: asked only where a row has no place; the table that
        rows belong to, when nothing of it has come.
        """
        headings = {heading.name: heading for heading in self._form.layout.headings if filled.get(heading.name)}
        names = list(dict.fromkeys([*headings, *keys(self._form), *_PLACE]))
        counts = ", ".join(f"count({quoted(name)})" for name in names)
        rows, *found = self._engine.rows(f"select count(*), {counts} from {self._read}")[0]
        read = dict(zip(names, found, strict=True))
        for name, heading in headings.items():
            if filled[name] != read[name]:
                self._cells_of(heading, filled[name] - read[name], filled[name])
        self._rows_without_place({name for name, count in read.items() if count < rows}, missing_parent)

    def _cells_of(self, heading: Heading, wrong: int, sent: int) -> None:
        reason, remedy = what_is_wrong(heading, self._form.layout.dialect)
        name = quoted(heading.name)
        unordered = heading.kind in DATED and bool(month_comes_first(self._engine, [heading.name]))
        formula = is_formula(f"raw.{name}")
        self._engine.connection.execute(
            f"""insert into {self._aside}
                select raw.line, $name, case when {formula} then $formula
                    when strlen(raw.{name}) > $most then $too_long else $reason end, $remedy,
                    left(raw.{name}, {_MOST_RAW}),
                    case when not ({protected(self._flags())}) then {shown(heading, f"raw.{name}")} end, false
                from raw join {self._read} read on read.gt_line = raw.line
                where raw.{name} is not null and read.{name} is null order by raw.line""",
            {
                "name": heading.name,
                "formula": "The cell holds a spreadsheet formula.",
                "most": longest(heading),
                "too_long": f"The cell is longer than such a cell can be: more than {longest(heading)} letters.",
                "reason": f"The cell {_MONTH_FIRST if unordered else reason}",
                "remedy": remedy,
            },
        ).fetchall()
        first, reason = self._engine.rows(
            f"select line, reason from {self._aside} where column_name = $name order by line limit 1",
            {"name": heading.name},
        )[0]
        swapped = wrong >= _SWAPPED_FROM and wrong * 2 > sent and not unordered
        kind = "columns_swapped" if swapped else "cell_unreadable"
        says = f"{reason.replace('The cell', f'Column {heading.name}', 1)}"
        says += f" {wrong} of {sent} cells are like this." if wrong > 1 else ""
        hint = "Check whether two columns have been swapped, then send the file again." if swapped else remedy
        self._say(kind, Severity.ERROR if swapped else Severity.WARNING, says, hint, first, heading.name, wrong)

    def _flags(self) -> list[str]:
        """The columns of the file that say whether a child's address is protected."""
        flags = (heading.name for heading in self._form.layout.headings if heading.kind is Kind.FLAG)
        return [name for name in flags if "restricted" in name and name in self._form.at]

    def _rows_without_place(self, missing: Set[str], missing_parent: Callable[[], str]) -> None:
        """Sets aside whole the rows that mean nothing without a cell of the columns in which one is ``missing``.

        So does a row without a key of its kind, and one whose sender, date or identity in later files cannot be told.
        """
        for name in (name for name in keys(self._form) if name in missing):
            self.whole(
                f"read.{quoted(name)} is null",
                name,
                f"{name} is blank or unreadable, and the row means nothing without it.",
                f"Fill {name} in at source and send the row again.",
                "key_missing",
            )
        if missing & set(_PLACE):
            says, remedy = self._lost(missing_parent())
            lost = " or ".join(f"read.{column} is null" for column in _PLACE)
            self.whole(lost, "", says, remedy, "row_without_place")

    def _lost(self, missing_parent: str) -> tuple[str, str]:
        if missing_parent:
            return (
                f"The row belongs to a row of '{missing_parent}', and that table has not come with it.",
                f"Send '{missing_parent}' of the same export beside it, named alike; this file is then read again.",
            )
        if self._form.table.parent:
            return (
                f"The row belongs to a row of '{self._form.table.parent[0]}' that is not in the delivery.",
                "Send all files of one export together.",
            )
        return (
            "Neither the row nor the name of its file says who sent it and to what date it was true.",
            "Send the whole extract again, with its date in the name of the file.",
        )

    def whole(self, when: str, column: str, reason: str, remedy: str, kind: str) -> None:
        """Sets aside whole the rows of ``read`` for which ``when`` (SQL) holds, unless they are already."""
        unless = f"and not exists (select 1 from {self._aside} a where a.whole and a.line = read.gt_line)"
        if not self._engine.rows(f"select 1 from {self._read} read where ({when}) {unless} limit 1"):
            return
        self._engine.connection.execute(
            f"""insert into {self._aside}
                select read.gt_line, nullif($column, ''), $reason, $remedy, {self._raw_row()}, null, true
                from {self._read} read join raw on raw.line = read.gt_line
                where ({when}) {unless} order by read.gt_line""",
            {"column": column, "reason": reason, "remedy": remedy},
        ).fetchall()
        first, count = self._engine.rows(
            f"select min(line), count(*) from {self._aside} where whole and reason = $reason", {"reason": reason}
        )[0]
        says = reason[0].upper() + reason[1:] + (f" {count} rows are set aside for it." if count > 1 else "")
        self._say(kind, Severity.ERROR, says, remedy, first, column or None, count)

    def lines(self, table: str, when: str, column: str, reason: str, kind: str) -> None:
        """Sets aside whole the rows of another table, with the cell of ``column`` as their text."""
        remedy = "Check the row at source and send it once."
        heading = next(one for one in self._form.layout.headings if one.name == column)
        may_show = shown(heading, quoted(column))
        self._engine.connection.execute(
            f"""insert into {self._aside} select line, $column, $reason, $remedy, {quoted(column)}, {may_show}, true
                from {table} where {when} order by line""",
            {"column": column, "reason": reason, "remedy": remedy},
        ).fetchall()
        first, count = self._engine.rows(f"select min(line), count(*) from {table} where {when}")[0]
        if count:
            self._say(kind, Severity.WARNING, reason, remedy, first, column, count)

    def _raw_row(self) -> str:
        """The cells of a row in the file's order, without those that are held back."""
        held_back = {heading.name for heading in self._form.layout.headings if heading.held_back}
        names = sorted(self._form.at.keys() - held_back, key=self._form.at.__getitem__)
        cells = ", ".join(f"coalesce(raw.{quoted(name)}, '')" for name in names)
        return f"left(concat_ws(',', {cells}), {_MOST_RAW})"

    def rows(self) -> int:
        """How many whole rows are set aside."""
        if not self.findings:
            return 0
        return int(self._engine.rows(f"select count(*) from {self._aside} where whole")[0][0])

    def _say(
        self, kind: str, severity: Severity, says: str, remedy: str, line: int, column: str | None, count: int
    ) -> None:
        self.findings.append(Finding(kind, severity, says, remedy, self._file, line, column, count))


def _by_reason(rejected: tuple[Rejected, ...]) -> dict[str, list[Rejected]]:
    found: dict[str, list[Rejected]] = {}
    for row in rejected:
        found.setdefault(row.reason, []).append(row)
    return found
