"""Makes the records of one file, and lists what its sender must put right at source."""

import re
from pathlib import Path

from goldenthread.engine import quoted
from goldenthread.extracts import Check, Extract, Makes, Presence, Table
from goldenthread.intake.bench import Bench
from goldenthread.intake.cells import string
from goldenthread.intake.together import TYPED, as_kept, later
from goldenthread.intake.typed import under_their_name
from goldenthread.records import agency_tables

PUT_RIGHT = "put_right.parquet"  # in the folder of a load; absent when there is nothing to put right


def own_keys(extract: Extract, table: Table) -> list[str]:
    """The records that a kind of file gives row keys of their own, so that they are also compared record by record."""
    return sorted({m.record for m in extract.records if m.of == table.name and re.search(r"\bas row_key\b", m.sql)})


class Maker:
    """Runs an extract's SQL over the typed rows of one file."""

    def __init__(self, engine: Bench) -> None:
        self._engine = engine
        self._columns: dict[str, list[str]] = {}

    def lay_out(self, extract: Extract, table: Table, load_id: str, whole: bool, every: bool) -> None:
        """Gives the rows that count the name their extract's SQL knows them by.

        ``whole``: rows held already count too, since this export says everything again; ``every``: all rows count.
        """
        read, index = f"read_{table.name}", f"index_{table.name}"
        kept = f"select line from {index} where same_line is null" + (" or same_load > 0" if whole else "")
        fewer = f"select (select count(*) from ({kept})) <> (select count(*) from {read})"
        if not every and self._engine.rows(fewer)[0][0]:
            self._engine.create(read, f"select * from {read} where gt_line in ({kept})")
        under_their_name(self._engine, extract, table, load_id, read)

    def records(self, extract: Extract, table: Table, load_id: str, folder: Path) -> None:
        """Writes what a load keeps of its file: its rows, of which records are put together later, and the others."""
        coming = later(extract.name, table.name)
        if coming:
            read = f"read_{table.name}"
            columns = self._columns_of(f"select * from {read}")
            self._engine.write(as_kept(extract.name, table.name, load_id, columns, read), folder / TYPED)
        made: dict[str, list[Makes]] = {}
        for makes in extract.records:
            if makes.of == table.name and makes not in coming:
                made.setdefault(makes.record, []).append(makes)
        for record, parts in made.items():
            self._write(record, parts, folder / "records")

    def _write(self, record: str, parts: list[Makes], folder: Path) -> None:
        path = folder / f"{record}.parquet"
        if not self._engine.write(" union all ".join(self._laid_out(record, part) for part in parts), path):
            path.unlink()

    def _columns_of(self, sql: str) -> list[str]:
        if sql not in self._columns:
            self._columns[sql] = [row[0] for row in self._engine.rows(f"describe {sql}")]
        return self._columns[sql]

    def _laid_out(self, record: str, part: Makes) -> str:
        """The part's SQL with every column of the record, in order; those it does not name are null."""
        named = self._columns_of(part.sql)
        wanted = {name: column.type for name, column in agency_tables()[record].columns().items()}
        if unknown := [name for name in named if name not in wanted]:
            raise ValueError(f"{part.of} makes {record} with columns it does not have: {', '.join(unknown)}.")
        chosen = ", ".join(
            f"cast({quoted(name) if name in named else 'null'} as {kind}) as {quoted(name)}"
            for name, kind in wanted.items()
        )
        return f"(select {chosen} from ({part.sql}))"

    def put_right(self, extract: Extract, table: Table, folder: Path, any_aside: bool) -> None:
        """Writes what the sender must put right: blank, contradictory and unreadable cells; no file for none."""
        wrong = self._wrong(_checks(extract, table))
        parts = [_problem(check, table.name) for check in wrong]
        found = " union all ".join(parts)
        if any_aside:
            unread = f"select 1 from aside_{table.name} a where a.line = f.line and a.column_name = f.column_name"
            blank = [f"select * from ({found}) f where not exists ({unread})"] if parts else []
            found = " union all ".join([*blank, _set_aside(table.name)])
        if found:
            columns = "record_id, person_key, column_name, problem, remedy, sender"
            sql = f"select {columns} from ({found}) order by line, column_name, problem"
            if self._engine.write(sql, folder / PUT_RIGHT) == 0:
                (folder / PUT_RIGHT).unlink()

    def _wrong(self, checks: list[Check]) -> list[Check]:
        """The checks that any row fails: most find nothing, and one look shows it."""
        if not checks:
            return []
        counts = ", ".join(f"count(case when ({check.when}) then 1 end)" for check in checks)
        found = self._engine.rows(f"select {counts} from {quoted(checks[0].of)}")[0]
        return [check for check, count in zip(checks, found, strict=True) if count]


def _checks(extract: Extract, table: Table) -> list[Check]:
    """The checks of a kind of file: its own, and that required cells are filled in where no other says so better."""
    own = [check for check in extract.checks if check.of == table.name]
    covered = {check.column for check in own}
    return own + [
        Check(
            table.name,
            heading.name,
            f"{quoted(heading.name)} is null",
            f"{heading.name} is required and is blank.",
            f"Fill {heading.name} in at source.",
        )
        for heading in table.headings().values()
        if heading.presence is Presence.REQUIRED and not heading.held_back and heading.name not in covered
    ]


def _problem(check: Check, table: str) -> str:
    """A blank or contradictory cell; one that was set aside as unreadable is listed as that and not as blank."""
    return (
        f"select given.record_id, given.person_key, {string(check.column)} as column_name,"
        f" {string(check.problem)} as problem, {string(check.remedy)} as remedy, given.sender, gt_line as line"
        f" from {quoted(table)} where ({check.when})"
    )


def _set_aside(table: str) -> str:
    """The cells of kept rows that could not be read."""
    return (
        "select given.record_id, given.person_key, a.column_name, a.reason as problem, a.remedy, given.sender,"
        f" t.gt_line as line from {quoted(table)} t join aside_{table} a on a.line = t.gt_line where not a.whole"
    )
