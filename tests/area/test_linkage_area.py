"""The linker on made-up areas whose truth is known: through the real files, the readers and the judge's own sums."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldenthread import intake, linkage
from goldenthread.engine import DuckDBEngine
from goldenthread.evaluation import linkage_score
from goldenthread.simulator import simulate
from goldenthread.store import Store

pytestmark = pytest.mark.area

_NO_DECISIONS = """
    select null::varchar as left_key, null::varchar as right_key, null::varchar as decision,
        null::timestamp as decided_at, null::varchar as decided_by where false
"""
# which true person each source's person is: by file and line, the more frequent one when rows disagree
_KNOWN = """
    create table known as
    with told as (
        select p.person_key, any_value(p.system || '|' || p.sender) as source, t.person, count(*) as rows
        from person_row p
        join file f on f.load_id = split_part(p.record_id, ':', 1)
        join truth_rows t on t.path = f.path and t.line = cast(split_part(p.record_id, ':', 2) as bigint)
        group by p.person_key, t.person
    )
    select t.person_key, t.source, t.person, count(*) over (partition by t.person_key) as people, l.child_id
    from told t join link l using (person_key)
    qualify row_number() over (partition by t.person_key order by t.rows desc, t.person) = 1
"""


class Area:
    """A made-up area, loaded and linked."""

    def __init__(self, folder: Path, preset: str, seed: int, errors: str) -> None:
        simulate(preset, seed, folder, errors)
        for file in (folder / "extracts").rglob("*.csv"):
            old = any(f"202{year}" in part for part in file.parts for year in range(4))
            if old or "attendance_sessions" in file.name:  # what newer returns say again, and what names nobody
                file.unlink()
        self.folder = folder
        self.told: dict[str, Any] = json.loads((folder / "truth" / "manifest.json").read_text())
        self.as_of = date.fromisoformat(self.told["as_of"][:10])
        self.store = Store.create(folder / "store", simulated=True)
        intake.load(self.store, [folder / "extracts"])
        self.engine = DuckDBEngine(self.store.spill)
        intake.current(self.engine, self.store, self.as_of)
        self.engine.create("link_decision", _NO_DECISIONS)

    def link(self) -> None:
        linkage.link(self.engine, self.store.ledger, self.as_of)

    def score(self) -> dict[str, Any]:
        run = self.engine.connection.execute
        paths = {entry["sha256"]: entry["path"] for entry in self.told["files"]}
        self.engine.connection.execute("create table file (load_id varchar, path varchar)").fetchall()
        for load in self.store.loads():
            if load.sha256 in paths:
                run("insert into file values (?, ?)", [load.load_id, paths[load.sha256]]).fetchall()
        people = [file for load in self.store.loads() if (file := load.records("person")).exists()]
        self.engine.attach("person_row", people)
        for table in ("people", "rows"):
            self.engine.attach(f"truth_{table}", sorted(self.folder.glob(f"truth/area=*/{table}.parquet")))
        run(_KNOWN).fetchall()
        return linkage_score.score(self.engine.connection)


@pytest.fixture(params=[("town", 31, "realistic"), ("tiny", 32, "stress")], ids=lambda given: "-".join(map(str, given)))
def area(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Area]:
    made = Area(tmp_path, *request.param)
    yield made
    made.engine.close()


def test_records_of_one_child_are_joined_and_no_others(area: Area) -> None:
    area.link()
    files = area.store.ledger.files()
    first = area.engine.rows("select * from link order by person_key")
    area.link()
    assert area.store.ledger.files() == files, "the same input again writes nothing"
    assert area.engine.rows("select * from link order by person_key") == first
    found = area.score()
    least = (0.985, 0.97) if area.told["errors"] == "realistic" else (0.90, 0.80)
    assert found["true_pairs"] > 500
    assert found["precision"] >= 0.999, found
    assert found["recall"] >= least[0], found
    assert found["recall_without_identifier"] >= least[1], found
