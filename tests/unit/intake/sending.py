"""Small extracts of made-up children, a store to take them in, and the tables that hold afterwards."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from goldenthread import intake
from goldenthread.engine import DuckDBEngine
from goldenthread.intake import FileReport, Finding
from goldenthread.store import Store

AS_OF = date(2025, 7, 18)
ROW = {
    "record_status_code": "C",
    "updated_at": "2025-07-01T10:00",
    "extract_date": "2025-07-18",
    "source_org": "ODS:ZZ1",
    "surname": "Amber",
    "forename": "Ida",
    "date_of_birth": "2015-03-04",
    "sex": "F",
    "postcode": "ZZ1 1AA",
}
WAIT = {
    **ROW,
    "referral_id": "R1",
    "provider_org": "ODS:ZZ1",
    "service_code": "SLT",
    "received_date": "2024-05-01",
    "priority_band_code": "STD",
}
SESSION = {
    "source_org": "URN:900001",
    "extract_date": "2025-07-18",
    "source_person_id": "P1",
    "setting_urn": "900001",
    "attendance_date": "2025-07-14",
    "session_code": "AM",
    "attendance_code": "/",
}


def july(day: int) -> date:
    """A day of July 2025."""
    return date(2025, 7, day)


def csv(rows: list[dict[str, str]], headings: list[str] | None = None) -> str:
    """Rows as CSV with a heading line; the headings are those of the rows unless given."""
    names = headings or list(dict.fromkeys(name for row in rows for name in row))
    cells = [",".join(_quoted(row.get(name, "")) for name in names) for row in rows]
    return "\n".join([",".join(names), *cells]) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in ',"\n') else cell


def waits(*changes: dict[str, str]) -> str:
    """A waiting list with one row per change to the row of WAIT; rows are numbered from 1."""
    return csv([{"record_id": f"W{n}", "source_person_id": f"P{n}", **WAIT, **c} for n, c in enumerate(changes, 1)])


def sessions(*changes: dict[str, str]) -> str:
    """A register with one row per change to the row of SESSION."""
    return csv([SESSION | change for change in changes])


@dataclass
class Desk:
    """A store with a folder of files before it."""

    store: Store
    folder: Path

    def put(self, name: str, content: str | bytes) -> Path:
        """Writes a file of the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def load(self, name: str, content: str | bytes) -> FileReport:
        """Writes a file and loads it."""
        return intake.load(self.store, [self.put(name, content)])[0]

    def rows(self, sql: str, as_of: date = AS_OF) -> list[tuple[Any, ...]]:
        """The answer to a question to the tables that hold on a day."""
        engine = DuckDBEngine(self.store.spill)
        try:
            intake.current(engine, self.store, as_of)
            return engine.rows(sql)
        finally:
            engine.close()


def desk_at(folder: Path) -> Desk:
    """An empty store in a folder, and an empty folder of files beside it."""
    (folder / "sent").mkdir()
    return Desk(Store.create(folder / "store", simulated=True), folder / "sent")


def kinds(report: FileReport) -> set[str]:
    """The kinds of the findings of a report."""
    return {finding.kind for finding in report.findings}


def finding(report: FileReport, kind: str) -> Finding:
    """The first finding of a kind."""
    return next(found for found in report.findings if found.kind == kind)
