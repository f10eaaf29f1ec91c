"""What the hand-written files become: the reports, and the records as they stand on one day."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goldenthread.engine import DuckDBEngine
from goldenthread.intake import FileReport
from goldenthread.store import Store

FILES = Path(__file__).parent / "files"
AS_OF = date(2025, 7, 18)


@dataclass(frozen=True)
class Sent:
    """What the files become on AS_OF."""

    store: Store
    engine: DuckDBEngine
    reports: list[FileReport]

    def rows(self, record: str, columns: str, source: str) -> list[tuple[object, ...]]:
        """The chosen columns, dates as text, of the rows one extract made of a record, in order."""
        found = self.engine.rows(f"select {columns} from sent_{record} where source = '{source}' order by all")
        return [tuple(value.isoformat() if isinstance(value, date) else value for value in row) for row in found]
