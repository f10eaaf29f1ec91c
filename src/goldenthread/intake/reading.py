"""Reads received files into loads: their rows, their records, what was set aside and what must be put right."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from goldenthread.engine import DuckDBEngine
from goldenthread.extracts import Extract, Table
from goldenthread.intake import telling
from goldenthread.intake.aside import Aside
from goldenthread.intake.deliveries import needs
from goldenthread.intake.findings import AccountingError, Finding
from goldenthread.intake.held import INDEX, Compared, Held
from goldenthread.intake.lines import Lines, take_in
from goldenthread.intake.making import Maker
from goldenthread.intake.opening import Opened
from goldenthread.intake.recognise import Recognised
from goldenthread.intake.scan import Scan
from goldenthread.intake.typed import lay_out, type_in, type_nothing
from goldenthread.store import Load, LoadFolder, Received, Store

READER = "1"  # raise it when a change of the reader would read a received file differently
TYPED = "typed.parquet"  # in the folder of a load whose rows other files of its delivery may belong to


@dataclass(frozen=True)
class Arrived:
    """A file that lies in the store, opened, with what its bytes show. ``replaces``: the load it is read anew for."""

    received: Received
    file: Opened
    scan: Scan
    replaces: str = ""

    @property
    def form(self) -> Recognised:
        """What the file is. Raises ValueError when it is not recognised."""
        if self.file.form is None:
            raise ValueError(f"{self.received.name} is not recognised.")
        return self.file.form


@dataclass(frozen=True)
class Typed:
    """A file whose rows are typed, in ``read_<table>``, and not yet made into records."""

    arrived: Arrived
    lines: Lines
    set_aside: int
    findings: tuple[Finding, ...]


class Reader:
    """Reads files into the loads of one store, one after the other."""

    def __init__(self, store: Store, engine: DuckDBEngine, loads: Iterable[Load]) -> None:
        self._store = store
        self._engine = engine
        self._held = Held(engine, loads)
        self._maker = Maker(engine)

    def type_in(self, arrived: Arrived) -> Typed:
        """Types the rows of a recognised file, and sets aside what cannot be."""
        form, file, name = arrived.form, arrived.file, arrived.received.name
        lines = take_in(self._engine, file, arrived.scan, self._store.spill)
        type_in(self._engine, form, arrived.scan.formulas, self._store.simulated, dated(name))
        aside = Aside(self._engine, form, name)
        aside.rejected(lines)
        aside.cells()
        aside.rows_without_keys()
        aside.rows_without_place(self._missing_parent(form))
        findings = (
            *telling.of_the_bytes(file, arrived.scan, name),
            *telling.of_the_headings(form, file.heading_line, name),
            *aside.findings,
            *telling.of_the_codes(self._engine, form, name),
        )
        lay_out(self._engine, form.extract, form.table, "", _counting(form.table))
        return Typed(arrived, lines, aside.rows(), findings)

    def _missing_parent(self, form: Recognised) -> str:
        """The table that the rows of a file belong to, when nothing of it has come; else empty."""
        if form.table.parent is None:
            return ""
        name = form.table.parent[0]
        return "" if self._engine.rows(f'select 1 from "{name}" limit 1') else name

    def attach(self, extract: Extract, table: Table, load: Load | None) -> None:
        """Lays out a sibling from an earlier load for the SQL of this delivery; an empty one when none has come."""
        if load is None:
            type_nothing(self._engine, extract, table)
        else:
            self._engine.attach(f"read_{table.name}", [load.folder / TYPED])
            lay_out(self._engine, extract, table, load.load_id, f"read_{table.name}")

    def write(self, typed: Typed, into: LoadFolder) -> dict[str, Any]:
        """Fills a load; the facts to describe it by. Raises AccountingError when the rows do not add up."""
        form, name = typed.arrived.form, typed.arrived.received.name
        extract, table = form.extract, form.table
        compared = self._held.compare(extract.name, table.name, extract.restated)
        self._maker.lay_out(extract, table, into.load_id, whole=says_all(extract))
        facts = self._counts(typed, compared) | self._described(form)
        facts |= {"records": self._maker.records(extract, table, into.path / "records")}
        self._engine.write(f"select * from index_{table.name} order by line", into.path / INDEX)
        if len(extract.tables) > 1:
            self._engine.write(f"select * from read_{table.name} order by gt_line", into.path / TYPED)
        self._maker.put_right(extract, table, into.path / "put_right.parquet")
        rows = f"select * exclude (whole) from aside_{table.name} order by line, column_name"
        self._engine.write(rows, into.set_aside)
        findings = [*typed.findings, *telling.of_repeats(compared.repeated, compared.repeats, name)]
        return facts | {
            "findings": [finding.as_facts() for finding in findings],
            "repeats": compared.repeats,
            "touches": compared.touches,
            "leans_on": () if says_all(extract) else compared.leans_on,
        }

    def finished(self, load: Load) -> None:
        """Takes note of a load that is now whole, so that the files after it are compared with it."""
        self._held.add(load.source or "", load.more["table"], load.load_id)

    def _counts(self, typed: Typed, compared: Compared) -> dict[str, int]:
        """Where every row went, each counted by itself; raises AccountingError when they do not add up."""
        table, read = typed.arrived.form.table.name, typed.lines.rows_read
        kept = int(self._engine.rows(f"select count(*) from index_{table} where same_line is null")[0][0])
        if read != kept + typed.set_aside + compared.held:
            raise AccountingError(
                f"{read} rows read, but {kept} kept, {typed.set_aside} set aside and {compared.held} already held."
            )
        counted = ("rows_read", read), ("rows_kept", kept), ("rows_set_aside", typed.set_aside)
        return dict((*counted, ("rows_already_held", compared.held)))

    def _described(self, form: Recognised) -> dict[str, Any]:
        """What the file was. ``sender``: the one with most rows; ``newest``: each sender's newest date."""
        index, table = f"index_{form.table.name}", form.table.name
        senders = self._engine.rows(
            f"""select gt_sender, max(gt_received), count(*) from read_{table}
                where gt_line in (select line from {index}) group by 1 order by 3 desc, 1"""
        )
        newest, oldest = self._engine.rows(f"select max(received), min(received) from {index}")[0]
        scopes = self._engine.rows(f"select distinct scope from {index} order by 1")
        return {
            "source": form.extract.name,
            "table": table,
            "version": form.layout.version,
            "sender": senders[0][0] if senders else None,
            "newest": {sender: newest for sender, newest, _ in senders},
            "extract_date": newest,
            "oldest_date": oldest,
            "scopes": [scope for (scope,) in scopes],
        }


def says_all(extract: Extract) -> bool:
    """Whether every row of a file makes its records anew, even a row that the store holds already.

    So it is where a record is made from several tables (its own row may be unchanged and its sibling's not), where an
    export replaces the one before it, and where an unchanged row is news.
    """
    return len(extract.tables) > 1 or extract.is_complete or extract.restated


def _counting(table: Table) -> str:
    """The typed rows that are not set aside whole."""
    aside = f"select line from aside_{table.name} where whole"
    return f"(select * from read_{table.name} where gt_line not in ({aside}))"


def siblings(arrived: Arrived) -> tuple[str, ...]:
    """The other tables of its delivery that a file's SQL looks at."""
    return needs(arrived.form.extract.name, arrived.form.table.name)


_DATE = re.compile(r"(?<!\d)(?:(\d{4})-(\d\d)-(\d\d)|(\d\d)-(\d\d)-(\d{4}))(?!\d)")


def dated(path: str) -> date | None:
    """The date in the name of a file, or else of its folder; None when there is none that exists."""
    name = PurePath(path)
    for text in (name.name, name.parent.name):
        for year, month, day, day_first, month_second, year_last in _DATE.findall(text):
            try:
                return date(int(year or year_last), int(month or month_second), int(day or day_first))
            except ValueError:
                continue
    return None
