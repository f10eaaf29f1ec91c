"""A register comes to the same weeks whether its words are read at once, piece by piece, or line by line."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.unit.intake.sending import Desk, desk_at, sessions

from goldenthread.intake import summing

_CELLS = {
    "source_person_id": ["P1", "P2", " P1 ", "p1", "", "Null"],
    "attendance_date": ["2025-07-14", "2025-07-15", "14/07/2025", "2025-07-21", "2025-13-01", ""],
    "session_code": ["AM", "PM", "am", "EVE"],
    "attendance_code": ["/", "\\", "i", "I", "?", ""],
    "extract_date": ["2025-07-18", "2025-07-16", "soon"],
    "setting_urn": ["900001", "900002.0", "9"],
    "source_org": ["URN:900001", "urn: 900001", "900001", "Total", "Sub-total", "source_org", "", " "],
}
_BLANK = dict.fromkeys(_CELLS, "")
_row = st.fixed_dictionaries({name: st.sampled_from([cells[0], *cells]) for name, cells in _CELLS.items()})
_TOLD = """
    select person_key, setting_urn, started, code, sessions, received, record_id from sent_attendance order by all"""


def weeks(desk: Desk, text: str) -> tuple[list[tuple[Any, ...]], list[tuple[str, int | None, int]], tuple[int, ...]]:
    """What holds after loading a register, what was found wrong with it by kind, and where its rows went."""
    report = desk.load("register.csv", text)
    told = sorted((one.kind, one.line, one.count) for one in report.findings if one.kind != "row_unreadable")
    return desk.rows(_TOLD), told, (report.rows_kept, report.rows_already_held)


@settings(max_examples=12, deadline=None)
@given(st.lists(_row, min_size=1, max_size=14))
@example([{name: cells[0] for name, cells in _CELLS.items()}] * 4)
@example([{}, _BLANK, _BLANK | {"source_org": "Total"}, {name: name for name in _CELLS}])
def test_however_a_register_is_read_its_weeks_are_the_same(rows: list[dict[str, str]]) -> None:
    text = sessions(*rows)
    with TemporaryDirectory() as folder:
        desks = []
        for number in range(3):
            (Path(folder) / str(number)).mkdir()
            desks.append(desk_at(Path(folder) / str(number)))
        at_once = weeks(desks[0], text)
        with patch.object(summing, "_PIECE", 128), patch.object(summing, "_ROWS", 2):
            assert weeks(desks[1], text) == at_once
        assert weeks(desks[2], text + "P9\n") == at_once  # a line that is no row, so that all are read one by one
