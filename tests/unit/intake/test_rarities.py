"""A file's bytes say which precautions its cells need; read without the others, every cell comes out the same."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.intake.sending import WAIT, Desk, csv, waits

from goldenthread.codes import lists
from goldenthread.extracts import Dialect, Heading, Kind, extracts
from goldenthread.intake import typed
from goldenthread.intake.arriving import Arrived
from goldenthread.intake.bench import Bench
from goldenthread.intake.cells import is_formula, plainly, readings, string
from goldenthread.intake.lines import take_in
from goldenthread.intake.opening import opened
from goldenthread.intake.rarities import ANYTHING, Rarities, rarities
from goldenthread.intake.scan import Blanks, Counter, counted
from goldenthread.intake.typed import type_in
from goldenthread.store import Received

CELLS = st.sampled_from(
    ("", "NULL", "null", "-", "--", "n/a", "Nan", "UNKNOWN", " unknown ", "nancy", "Total", "total rows", "record_id",
     "=1+1",
     "2024-05-01", "2024-02-30", "01/05/2024", "05/30/2024", "2024-05-01T10:00", "2024-05-01 10:00:00", "1.0", "'12",
     "U", "u", "C", "zz", "12", "x" * 300, "\u00a0NULL", '"quoted, cell"', "O'Brien"),
)  # fmt: skip


def arrived(folder: Path, text: str) -> Arrived:
    path = folder / "waits.csv"
    path.write_bytes(text.encode())
    file = opened(path)
    return Arrived(
        Received("0", "waits.csv", path.stat().st_size, path), file, counted(path, file.delimiter, file.start.encoding)
    )


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """What every file here is read with."""
    bench = Bench(tmp_path_factory.mktemp("spill"), 500)
    bench.plan(well=False)
    yield bench
    bench.close()


def read(engine: Bench, file: Arrived) -> tuple[object, ...]:
    """What comes of a file: its lines, what was rejected, and the typed rows."""
    lines = take_in(engine, file.file, file.scan, file.file.path.parent)
    filled = type_in(engine, file.form, file.scan.formulas, True, None, lines.may_have).filled
    rows: pa.Table = engine.arrow(f"select * from read_{file.form.table.name} order by gt_line")
    return lines.rows_read, lines.rejected, lines.words, filled, rows.to_pydict()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(sorted(WAIT)), CELLS, max_size=6), min_size=1, max_size=5))
def test_what_the_bytes_rule_out_is_in_no_cell(engine: Bench, rows: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        file = arrived(Path(folder), waits(*rows))
        quickly = read(engine, file)
        with (
            patch("goldenthread.intake.lines.rarities", lambda *_: ANYTHING),
            patch.object(typed, "plainly", lambda *_: None),
        ):
            assert quickly == read(engine, file)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({}, set()),
        ({"referral_reason": "NULL"}, {"blank_words"}),
        ({"referral_reason": "Nancy and Brennan"}, set()),
        ({"received_date": "01/05/2024"}, {"slashes"}),
        ({"record_id": "12.0"}, {"point_noughts"}),
        ({"record_id": "Total"}, {"no_rows"}),
        ({"record_id": ""}, {"no_rows"}),
    ],
)
def test_a_file_without_rarities_is_spared_the_precautions(
    tmp_path: Path, cells: dict[str, str], found: set[str]
) -> None:
    file = arrived(tmp_path, waits(cells))
    may_have = rarities(file.file.path, file.scan, "record_id", ",")
    named = {name for name in vars(Rarities()) if name != "longest_line" and getattr(may_have, name)}
    assert named == found
    assert may_have.longest_line < 1000


def test_what_lies_across_two_pieces_of_a_file_is_found(tmp_path: Path) -> None:
    with patch("goldenthread.intake.rarities.CHUNK", 100):
        for spaces in range(0, 100, 3):
            file = arrived(tmp_path, waits({"referral_reason": "x" * spaces}, {"referral_reason": "NULL"}))
            assert rarities(file.file.path, file.scan, "record_id", ",").blank_words


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Mary Ann", Blanks.NONE),
        ("", Blanks.NONE),
        (" Mary", Blanks.SPACES),
        ("Mary ", Blanks.SPACES),
        (" ", Blanks.SPACES),
        ('" Mary"', Blanks.SPACES),
        ("Mary\t", Blanks.ANY),
        ("Mary\u00a0", Blanks.ANY),
    ],
)
@pytest.mark.parametrize("form", ["{},x\n", "x,{}\n", "x,{}\r\n", "x,{}", "x;{};x\n", "x|{}|x\n"])
def test_a_space_inside_a_cell_is_no_blank_around_it(tmp_path: Path, cell: str, found: Blanks, form: str) -> None:
    path = tmp_path / "names.csv"
    path.write_text("a,b\n" + form.format(cell), newline="")
    assert counted(path, ",", "utf-8").blanks is found


def test_a_space_at_the_edge_of_a_piece_may_stand_outside_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    for before in range(12):
        path.write_text("x" * before + ", Mary")
        with patch("goldenthread.intake.scan.CHUNK", 8):
            assert counted(path, ",", "utf-8").blanks is Blanks.SPACES


@settings(max_examples=60, deadline=None)
@given(cells=st.lists(st.text(alphabet="=@+-|!(\"' a1)", min_size=1, max_size=6), min_size=20, max_size=60))
def test_the_look_at_the_bytes_misses_nothing_that_a_spreadsheet_would_run(engine: Bench, cells: list[str]) -> None:
    values = ", ".join(f"({string(cell)})" for cell in cells)
    run = {cell for (cell,) in engine.rows(f"select c from (values {values}) v(c) where {is_formula('c')}")}
    for cell in cells:
        counter = Counter(",", "utf-8")
        counter.add(csv([{"a": cell}]).encode())
        assert counter.scan().formulas or cell not in run


def test_a_formula_that_begins_with_plus_is_set_aside(desk: Desk) -> None:
    report = desk.load("waits.csv", waits({"surname": '+HYPERLINK("x")'}, {"team_name": "+44 1752"}))
    assert [(one.kind, one.column, one.line) for one in report.findings] == [("cell_unreadable", "surname", 2)]
    assert report.findings[0].remedy == "Send the value itself as text."
    assert desk.rows("select team from sent_health_wait where team is not null") == [("+44 1752",)]


TEXTS = st.one_of(
    st.dates().map(lambda day: day.strftime("%Y-%b-%d 00:00:00")),
    st.dates().map(lambda day: day.isoformat()),
    st.from_regex(r"[0-9 ]{2,4}-[A-Za-z0-9]{2,4}-[0-9 ]{1,4}( 0?0:00:00|T10:0[05])?", fullmatch=True),
    st.text(alphabet="0129-/:T JanFebKUC.,'", max_size=21),
)
PLAIN = [
    (heading, layout.dialect)
    for extract in extracts().values()
    for table in extract.tables
    for layout in table.layouts
    for heading in layout.headings
    if plainly(heading, layout.dialect, "t")
]


@pytest.mark.parametrize(
    ("heading", "dialect"),
    {(one.kind, dialect.dates): (one, dialect) for one, dialect in PLAIN}.values(),
    ids=lambda given: given.kind.name if isinstance(given, Heading) else given.name,
)
@settings(max_examples=15, deadline=None)
@given(texts=st.lists(TEXTS, min_size=20, max_size=60))
def test_a_cell_of_the_commonest_form_is_read_the_same_by_that_form_alone(
    engine: Bench, heading: Heading, dialect: Dialect, texts: list[str]
) -> None:
    codes = sorted(lists()[heading.codes].known())[:20] if heading.kind is Kind.CODE and heading.codes else []
    cells = ", ".join(f"({string(text)})" for text in [*texts, *codes, "2024-Sep-04 00:00:00", "2024-09-04"])
    looks = plainly(heading, dialect, "t")
    careful = readings(heading, dialect, "t", simulated=True)[0].sql
    assert looks is not None
    condition, value = looks
    rows = f"(select nullif(trim(c), '') as t from (values {cells}) v(c))"
    differ = engine.rows(f"select t from {rows} where ({condition}) and ({value}) is distinct from ({careful})")
    assert differ == []
