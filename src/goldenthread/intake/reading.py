"""Reads received files into loads: their rows, their records, what was set aside and what must be put right."""

import re
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from goldenthread.extracts import Extract, Table, extracts
from goldenthread.intake import telling
from goldenthread.intake.arriving import Arrived
from goldenthread.intake.aside import Aside
from goldenthread.intake.bench import Bench
from goldenthread.intake.cells import string
from goldenthread.intake.findings import AccountingError, Finding
from goldenthread.intake.held import INDEX, Held, Twice
from goldenthread.intake.lines import Lines, take_in
from goldenthread.intake.making import Maker, own_keys
from goldenthread.intake.marks import DAYS, WEEKS, Spoken
from goldenthread.intake.recognise import Recognised
from goldenthread.intake.typed import lay_out, type_in, type_nothing
from goldenthread.intake.weeks import Weeks
from goldenthread.store import Load, LoadFolder

READER = "3"  # raise it when a change of the reader would read a received file differently


@dataclass(frozen=True)
class Typed:
    """A file whose rows are typed, in ``read_<table>``, and not yet made into records."""

    arrived: Arrived
    lines: Lines
    set_aside: int
    findings: tuple[Finding, ...]
    repeated: Twice = field(default_factory=Twice)  # sessions of a register that stand there again
    any_aside: bool = True  # whether a row or a cell is set aside


class Reader:
    """Reads files into the loads of one store, one after the other."""

    def __init__(self, simulated: bool, engine: Bench, spill: Path, loads: Iterable[Load]) -> None:
        self._simulated = simulated
        self._engine = engine
        self._spill = spill
        counted = list(loads)
        self._held = Held(engine, counted)
        self._spoken = Spoken(engine, counted)
        self._maker = Maker(engine)

    def type_in(self, arrived: Arrived) -> Typed:
        """Types the rows of a recognised file, and sets aside what cannot be."""
        form, name = arrived.form, arrived.received.name
        if form.extract.by_week:
            return self._sum_up(arrived)
        lines = take_in(self._engine, arrived.file, arrived.scan, self._spill)
        if not is_needed(form.table):
            return self._passed_over(arrived, lines)
        seen = type_in(self._engine, form, arrived.scan.formulas, self._simulated, dated(name), lines.may_have)
        aside = Aside(self._engine, form, name)
        aside.rejected(lines)
        aside.typed(seen.filled, lambda: self._missing_parent(form))
        if len(form.extract.tables) > 1:
            lay_out(self._engine, form.extract, form.table, _counting(form.table, aside.rows()))
        return Typed(
            arrived,
            lines,
            aside.rows(),
            self._told(arrived, aside, f"read_{form.table.name}", seen.plain),
            any_aside=bool(aside.findings),
        )

    def _sum_up(self, arrived: Arrived) -> Typed:
        weeks = Weeks(self._engine, arrived, self._spill)
        lines, aside = weeks.sum_up()
        told = self._told(arrived, aside, f"weeks_{arrived.form.table.name}", weeks.listed)
        return Typed(arrived, lines, aside.rows(), told, weeks.repeated, any_aside=bool(aside.findings))

    def _passed_over(self, arrived: Arrived, lines: Lines) -> Typed:
        """A table that is known and of which nothing is needed: its rows are counted, and stay in the file as sent."""
        aside = Aside(self._engine, arrived.form, arrived.received.name)
        aside.rejected(lines)
        findings = (*telling.of_the_bytes(arrived.file, arrived.scan, arrived.received.name), *aside.findings)
        return Typed(arrived, lines, aside.rows(), (*findings, telling.of_no_need(arrived.form, arrived.received.name)))

    def _told(self, arrived: Arrived, aside: Aside, rows: str, plain: Set[str] = frozenset()) -> tuple[Finding, ...]:
        name = arrived.received.name
        return (
            *telling.of_the_bytes(arrived.file, arrived.scan, name),
            *telling.of_the_headings(arrived.form, arrived.file.heading_line, name),
            *aside.findings,
            *telling.of_the_codes(self._engine, arrived.form, rows, name, plain),
        )

    def _missing_parent(self, form: Recognised) -> str:
        """The table that the rows of a file belong to, when nothing of it has come; else empty."""
        if form.table.parent is None:
            return ""
        name = form.table.parent[0]
        return "" if self._engine.rows(f'select 1 from "{name}" limit 1') else name

    def attach(self, extract: Extract, table: Table, sibling: Arrived | None) -> None:
        """Lays out a sibling that came earlier for the SQL of this delivery; an empty one when none has come."""
        if sibling is None:
            type_nothing(self._engine, extract, table)
        else:
            self.type_in(sibling)

    def write(self, typed: Typed, into: LoadFolder) -> dict[str, Any]:
        """Fills a load; the facts to describe it by. Raises AccountingError when the rows do not add up."""
        form, name = typed.arrived.form, typed.arrived.received.name
        extract, table = form.extract, form.table
        if extract.by_week:
            return self._write_weeks(typed, into)
        if not is_needed(table):
            return self._write_nothing(typed)
        compared = self._held.compare(extract, table)
        every = not (compared.held or typed.set_aside)
        self._maker.lay_out(extract, table, into.load_id, whole=says_all(extract), every=every)
        facts = _counts(typed, compared.rows - compared.held, compared.held) | self._described(
            form, f"index_{table.name}"
        )
        self._maker.records(extract, table, into.load_id, into.path)
        facts |= {"own_keys": own_keys(extract, table)}
        self._engine.write(f"select * from index_{table.name}", into.path / INDEX)
        self._maker.put_right(extract, table, into.path, typed.any_aside)
        self._write_aside(typed, into)
        findings = [*typed.findings, *telling.of_repeats(compared.repeated, compared.contradicts, name)]
        findings += telling.of_a_newer_version(compared.rows, compared.held, compared.touches, compared.news, name)
        findings += telling.of_the_vanished(compared.vanished, name)
        return facts | {
            "findings": [finding.as_facts() for finding in findings],
            "repeats": bool(compared.contradicts.count),
            "cut_off": not typed.arrived.scan.ends_cleanly,
            "touches": compared.touches,
            "leans_on": () if says_all(extract) else compared.leans_on,
        }

    def _write_aside(self, typed: Typed, into: LoadFolder) -> None:
        if typed.any_aside:
            table = f"aside_{typed.arrived.form.table.name}"
            self._engine.write(f"select * exclude (whole) from {table} order by line, column_name", into.set_aside)

    def _write_nothing(self, typed: Typed) -> dict[str, Any]:
        form = typed.arrived.form
        facts = _counts(typed, typed.lines.rows_read - typed.set_aside, 0)
        facts |= {"source": form.extract.name, "table": form.table.name, "version": form.layout.version}
        return facts | {"findings": [finding.as_facts() for finding in typed.findings]}

    def _write_weeks(self, typed: Typed, into: LoadFolder) -> dict[str, Any]:
        """The same for a register: its records are weeks, and what it repeats is told session by session."""
        form, name = typed.arrived.form, typed.arrived.received.name
        table = form.table.name
        held, touches = self._spoken.compare()
        good = self._engine.rows("select coalesce(sum(sessions), 0) from weeks")[0][0]
        facts = _counts(typed, int(good) - held, held + typed.repeated.count) | self._described(form, _weeks_of(table))
        self._engine.write(f"select {string(into.load_id)} as load_id, * from weeks", into.path / WEEKS)
        self._engine.write("select * from days order by all", into.path / DAYS)
        self._write_aside(typed, into)
        findings = [*typed.findings, *telling.of_repeats(typed.repeated, Twice(), name)]
        findings += telling.of_a_newer_version(int(good), held, touches, None, name)
        return facts | {"findings": [finding.as_facts() for finding in findings], "touches": touches}

    def finished(self, load: Load) -> None:
        """Takes note of a load that is now whole, so that the files after it are compared with it."""
        extract = extracts()[load.source or ""]
        if extract.by_week:
            self._spoken.add(load)
        elif is_needed(extract.table(load.more["table"])):
            self._held.add(load)

    def forget(self, load_ids: set[str]) -> None:
        """Leaves out of every comparison the loads that are about to be read anew."""
        if load_ids:
            self._held.forget(load_ids)
            self._spoken.forget(load_ids)

    def _described(self, form: Recognised, rows: str) -> dict[str, Any]:
        """What the file was. ``sender``: the one with most rows; ``newest``: each sender's newest date."""
        found = self._engine.rows(
            f"select sender, scope, max(received), min(received), count(*) from {rows} group by 1, 2 order by 1, 2"
        )
        count = Counter[str]()
        for sender, _, _, _, rows_of in found:
            count[sender] += rows_of
        return {
            "source": form.extract.name,
            "table": form.table.name,
            "version": form.layout.version,
            "sender": count.most_common(1)[0][0] if count else None,
            "newest": {sender: max(one[2] for one in found if one[0] == sender) for sender in count},
            "extract_date": max((newest for _, _, newest, _, _ in found), default=None),
            "oldest_date": min((oldest for _, _, _, oldest, _ in found), default=None),
            "scopes": sorted({scope for _, scope, _, _, _ in found}, key=str),
        }


def _counts(typed: Typed, kept: int, held: int) -> dict[str, Any]:
    """Where every row went, each counted by itself; raises AccountingError when they do not add up."""
    read = typed.lines.rows_read
    if read != kept + typed.set_aside + held:
        raise AccountingError(
            f"{read} rows read, but {kept} kept, {typed.set_aside} set aside and {held} already held."
        )
    return {
        "rows_read": read,
        "rows_kept": kept,
        "rows_set_aside": typed.set_aside,
        "rows_already_held": held,
    }


def _weeks_of(table: str) -> str:
    return f"(select gt_sender as sender, gt_received as received, gt_scope as scope from weeks_{table})"


def is_needed(table: Table) -> bool:
    """Whether anything of a table is read: one that says neither who sent it nor how to find out is only counted."""
    return table.sender != "null"


def says_all(extract: Extract) -> bool:
    """Whether every row of a file makes its records anew, even a row that the store holds already.

    So it is where a record is made from several tables (its own row may be unchanged and its sibling's not), where an
    export replaces the one before it, and where an unchanged row is news.
    """
    return len(extract.tables) > 1 or extract.is_complete or extract.restated


def _counting(table: Table, set_aside: int) -> str:
    """The typed rows that are not set aside whole."""
    aside = f" where gt_line not in (select line from aside_{table.name} where whole)" if set_aside else ""
    return f"(select * from read_{table.name}{aside})"


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
