"""Makes weeks of a register of half-day sessions as it is read: fifteen million rows a year become some six million.

Nothing is lost by it. A row of table ``weeks`` is one pupil's one week under one code, and its ``marks`` say which
sessions those were: bit 0 is Monday morning, bit 1 Monday afternoon, and so on to bit 13. So a later file that corrects
one session takes away just that one from what an earlier file said (see ``marks``).
"""

from collections.abc import Iterable, Set
from pathlib import Path

import pyarrow as pa

from goldenthread.extracts import Extract, Table
from goldenthread.intake import telling
from goldenthread.intake.arriving import Arrived
from goldenthread.intake.aside import Aside
from goldenthread.intake.bench import Bench
from goldenthread.intake.cells import stands_for_blank, tidy
from goldenthread.intake.held import Twice
from goldenthread.intake.lines import Lines, fast, kind_of_no_row, sound, take_in
from goldenthread.intake.rarities import Rarities
from goldenthread.intake.summing import CELLS, Block, Sums, of_file, of_rows
from goldenthread.intake.typed import OWN, columns, given, month_comes_first, provenance, type_in, unseen

_NAMED = ("source_org", "source_person_id", "setting_urn")
_WHO = "source_org, setting_urn, source_person_id, started"
_SLOT = "cast(isodow(attendance_date) - 1 as integer) * 2 + case session_code when 'AM' then 0 when 'PM' then 1 end"
_NOT_A_HALF = "session_code is neither AM nor PM, so the session cannot be told from another."
_TWICE = "The same session stands in the file twice with different codes; the later of the two was taken."


class Weeks:
    """One register as it is read."""

    def __init__(self, engine: Bench, arrived: Arrived, spill: Path) -> None:
        self._engine = engine
        self._arrived = arrived
        self._form = arrived.form
        self._spill = spill
        self._sql = self._readings()
        self._source = ""
        self._unordered: Set[str] = frozenset()
        self.repeated = Twice()
        self.listed: Set[str] = frozenset()  # columns of which every code is known to be listed

    def _readings(self, unordered: Set[str] = frozenset()) -> dict[str, str]:
        """By column, the SQL that reads its cells; ``unordered``: dates in which the month stands before the day."""
        scan = self._arrived.scan
        may_have = Rarities(longest_line=scan.longest_line, lost_letters=scan.lost_letters)
        found = columns(self._form, scan.formulas, True, may_have, unseen(self._form, may_have, unordered))
        return {reading.name: reading.sql for reading in found}

    def sum_up(self) -> tuple[Lines, Aside]:
        """Makes table ``weeks`` and, in the shape of typed rows, view ``weeks_<table>``; sets aside the rest."""
        lines, sums = self._sum()
        dates = ("attendance_date", "extract_date")
        if sums.good < lines.rows_read and (first := month_comes_first(self._engine, dates, f"({self._source})")):
            self._unordered = first
            self._sql = self._readings(first)  # so that none of them is read day first
            lines, sums = self._sum()
        aside = self._set_aside(complete=lines.rows_read == sums.good)
        aside.rejected(lines)
        self.listed = sums.listed
        if sums.twice:
            self._part_twins(aside)
        self._lay_out()
        return lines, aside

    def _sum(self) -> tuple[Lines, Sums]:
        """Makes table ``weeks``: what was read, and what went into it. Row by row where a file is damaged."""
        file, scan = self._arrived.file, self._arrived.scan
        if sound(file, scan) and not scan.stray_quotes:  # PyArrow would take such a mark for nothing
            self._source = fast(file, scan, file.path)
            try:
                sums = self._summed(of_file(file))
                if sums.rows == scan.lines - 1 and not sums.odd_words:
                    return Lines(sums.rows), sums
            except pa.ArrowException:
                pass  # the slow way below finds the rows that are at fault
        lines = take_in(self._engine, file, scan, self._spill)
        self._engine.create("register", "select * from raw")
        self._source = "select * from register"
        return lines, self._summed(of_rows(self._engine, "register"))

    def _summed(self, blocks: Iterable[Block]) -> Sums:
        known = {heading.name: heading for heading in self._form.layout.headings}
        tidied = {name: tidy(name, self._arrived.scan.blanks) for name in CELLS}
        odd = [stands_for_blank(known[name], name) for name in _NAMED]
        first = next(heading for heading in self._arrived.file.names if heading and not heading.held_back)
        odd.append(f"coalesce({kind_of_no_row(first)} is not null, false)")
        unlisted = {name: telling.unlisted(known[name]) for name in ("source_org", "attendance_code")}
        sums = Sums(self._engine, self._sql, tidied, " or ".join(odd), first.name, unlisted)
        sums.add(blocks)
        return sums

    def _set_aside(self, complete: bool) -> Aside:
        """Types the rows without a place one by one; they are looked for only when the sums do not come out."""
        aside = Aside(self._engine, self._form, self._arrived.received.name)
        if complete:
            return aside
        placed = " and ".join(f"({sql}) is not null" for sql in self._sql.values())
        half = f"({self._sql['session_code']}) in ('AM', 'PM')"
        self._engine.create("raw", f"select * from ({self._source}) where not coalesce({placed} and {half}, false)")
        formulas = self._arrived.scan.formulas
        aside.typed(type_in(self._engine, self._form, formulas, simulated=True, unordered=self._unordered))
        half = "read.session_code is null or read.session_code not in ('AM', 'PM')"
        aside.whole(half, "session_code", _NOT_A_HALF, "Send AM or PM.", "session_unknown")
        return aside

    def _part_twins(self, aside: Aside) -> None:
        """Where a session stands in the file twice, takes it once; looked for only where counts and marks differ."""
        self._engine.create(
            "twins",
            f"""select {_WHO} from weeks group by all having sum(sessions) > bit_count(bit_or(marks))""",
        )
        if not self._engine.rows("select 1 from twins limit 1"):
            return
        sql = {name: self._sql[name] for name in CELLS}
        typed = ", ".join(f"{reading} as {name}" for name, reading in sql.items())
        self._engine.create(
            "twin_rows",
            f"""select *, row_number() over session as place, first(attendance_code) over session as taken
                from (select *, cast(date_trunc('week', attendance_date) as date) as started
                      from (select line, {typed} from ({self._source})))
                semi join twins using ({_WHO})
                where session_code in ('AM', 'PM') and attendance_code is not null and extract_date is not null
                window session as (partition by source_org, setting_urn, source_person_id, attendance_date, session_code
                    order by extract_date desc, line desc)""",
        )
        self._retake()
        again = "place > 1 and attendance_code = taken"
        self.repeated = Twice(*self._engine.rows(f"select count(*), min(line) from twin_rows where {again}")[0])
        aside.lines("twin_rows", "place > 1 and attendance_code <> taken", "attendance_code", _TWICE, "session_twice")

    def _retake(self) -> None:
        self._engine.create(
            "weeks",
            f"""select * from weeks anti join twins using ({_WHO})
                union all
                select source_org, extract_date, source_person_id, setting_urn, upper(attendance_code), started,
                    count(*), bit_or(cast(1 << slot as integer)), min(line)
                from (select *, {_SLOT} as slot
                      from twin_rows where place = 1)
                group by all""",
        )

    def _lay_out(self) -> None:
        extract, table = self._form.extract, self._form.table
        self._engine.view(f"weeks_{table.name}", typed_weeks(extract, table, "select '' as load_id, * from weeks"))


def typed_weeks(extract: Extract, table: Table, weeks: str) -> str:
    """The SQL of weeks in the shape of typed rows: one row for each pupil, school, week and code.

    A week's row key has its Monday for the day, and its code for the session.
    """
    return f"""
        select r.* replace (cast(null as varchar) as session_code), {provenance(extract, table)}
        from (
            select load_id, source_org, extract_date, source_person_id, setting_urn, attendance_code,
                started as attendance_date, started as week_started, 'WEEK ' || attendance_code as session_code,
                sessions, marks, line as gt_line
            from ({weeks})
        ) r"""


def records_of(extract: Extract, weeks: str) -> str:
    """The SQL of the records that weeks become, put together only when they are read."""
    table = extract.tables[0]
    typed = f"select * exclude ({', '.join(OWN)}), {given(extract, 'load_id')} as given"
    return f"with {table.name} as ({typed} from ({typed_weeks(extract, table, weeks)})) {extract.records[0].sql}"
