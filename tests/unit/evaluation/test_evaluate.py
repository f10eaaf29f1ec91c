"""Four children, three sources, one wrong link and one missed: every score worked out by hand."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goldenthread.evaluation import EvaluationError, as_text, evaluate

AS_OF = "2025-07-18"


def _write(path: Path, rows: list[dict[str, object]], schema: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    kinds = {"text": pa.string(), "whole": pa.int64(), "flag": pa.bool_()}
    pq.write_table(pa.Table.from_pylist(rows, pa.schema([(n, kinds[k]) for n, k in schema.items()])), path)


def _texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "text")


# Who each line is. Ann and Bea are twins. The linker joins Ann's census row with Bea's health row (wrong), misses Cal's
# health row (his own child id), and joins Dan's three rows by his NHS number.
PEOPLE = [
    # file, line, person_key, true person, child the linker made, NHS number
    ("census.csv", 2, "census|S|1", "Ann", "k1", None),
    ("health.csv", 2, "health|H|1", "Bea", "k1", None),
    ("census.csv", 3, "census|S|2", "Cal", "k2", None),
    ("health.csv", 3, "health|H|2", "Cal", "k3", None),
    ("census.csv", 4, "census|S|3", "Dan", "k4", None),
    ("health.csv", 4, "health|H|3", "Dan", "k4", "9990000018"),
    ("care.csv", 2, "care|C|3", "Dan", "k4", "9990000018"),
]


@pytest.fixture
def world(tmp_path: Path) -> Path:
    files = ["census.csv", "health.csv", "care.csv"]
    truth, store, run = tmp_path / "truth", tmp_path / "store", tmp_path / "store" / "runs" / "R1"
    truth.mkdir()
    told = {"as_of": AS_OF, "preset": "hand", "seed": 0, "files": [{"path": f, "sha256": "hash-" + f} for f in files]}
    (truth / "manifest.json").write_text(json.dumps(told))
    area = truth / "area=001"
    rows = [{"path": f, "line": line, "person": who} for f, line, _, who, _, _ in PEOPLE]
    _write(area / "rows.parquet", rows, {"path": "text", "line": "whole", "person": "text"})
    people = [
        {"person": "Ann", "twin_of": "Bea", "ethnicity_group": "A"},
        {"person": "Bea", "twin_of": "Ann", "ethnicity_group": "A"},
        {"person": "Cal", "twin_of": None, "ethnicity_group": "B"},
        {"person": "Dan", "twin_of": None, "ethnicity_group": "B"},
    ]
    _write(area / "people.parquet", people, _texts("person", "twin_of", "ethnicity_group"))
    conditions = [
        {"condition": "T03", "person": "Cal", "delivered": True, "true": True},
        {"condition": "T03", "person": "Dan", "delivered": True, "true": True},
        {"condition": "T03", "person": "Bea", "delivered": False, "true": True},
    ]
    schema = {**_texts("condition", "person"), "delivered": "flag", "true": "flag"}
    _write(area / "conditions.parquet", conditions, schema)
    _write(area / "negatives.parquet", [{"condition": "T03", "person": "Ann"}], _texts("condition", "person"))
    for number, name in enumerate(files, start=1):
        load = f"L0000{number}"
        folder = store / "loads" / load
        persons = [
            {
                "record_id": f"{load}:{line}",
                "person_key": key,
                "system": key.split("|")[0],
                "sender": key.split("|")[1],
                "nhs_number": nhs,
                "upn": None,
                "former_upn": None,
                "uln": None,
            }
            for f, line, key, _, _, nhs in PEOPLE
            if f == name
        ]
        _write(folder / "records" / "person.parquet", persons, _texts(*persons[0]))
        (folder / "load.json").write_text(json.dumps({"load_id": load, "sha256": "hash-" + name}))
    links = [{"person_key": key, "child_id": child} for _, _, key, _, child, _ in PEOPLE]
    _write(run / "link.parquet", links, _texts("person_key", "child_id"))
    found = [{"child_id": c, "signal": "hidden_need"} for c in ("k1", "k4")]
    _write(run / "finding.parquet", found, _texts("child_id", "signal"))
    _write(
        run / "signal_register.parquet", [{"signal": "hidden_need", "condition": "T03"}], _texts("signal", "condition")
    )
    cards = [
        {"team_id": "t", "owner": "o", "child_id": "k1", "state": "work"},
        {"team_id": "t", "owner": "o", "child_id": "k4", "state": "backlog"},
        {"team_id": "t", "owner": "o", "child_id": "k3", "state": "backlog"},
        {"team_id": "t", "owner": "o", "child_id": "k2", "state": "backlog"},
    ]
    _write(run / "card.parquet", cards, _texts("team_id", "owner", "child_id", "state"))
    teams = [{"team_id": "t", "weekly_budget": 2}]
    _write(run / "publish_team.parquet", teams, {"team_id": "text", "weekly_budget": "whole"})
    return tmp_path


def test_linkage_is_scored_over_pairs_of_different_sources(world: Path) -> None:
    scores = evaluate(world / "store", world / "store/runs/R1", AS_OF, world / "truth")["linkage"]
    # Linked pairs: Ann-Bea (wrong) and Dan's three. True pairs: Cal's one and Dan's three.
    assert (scores["linked_pairs"], scores["true_pairs"], scores["false_pairs"], scores["missed_pairs"]) == (4, 4, 1, 1)
    assert scores["precision"] == 3 / 4
    assert scores["recall"] == 3 / 4
    # Dan's health and care rows share a number: that pair is not among those without an identifier.
    assert scores["true_pairs_without_identifier"] == 3
    assert scores["recall_without_identifier"] == 2 / 3
    assert scores["false_pairs_of_twins"] == 1


def test_conditions_are_scored_against_what_the_delivered_rows_show(world: Path) -> None:
    line = evaluate(world / "store", world / "store/runs/R1", AS_OF, world / "truth")["conditions"]["T03"]
    # Shown: Cal and Dan. Named: k1 (its records are Ann's and Bea's; Ann by order of name: wrong) and k4 (Dan: right).
    assert (line["true"], line["shown_by_delivered_rows"], line["named"]) == (3, 2, 2)
    assert line["recall"] == 1 / 2
    assert line["recall_overall"] == 1 / 3
    assert line["precision"] == 1 / 2
    assert line["false_alarms"] == 1.0


def test_an_owners_week_is_what_is_new_and_what_the_budget_lets_out_of_the_backlog(world: Path) -> None:
    load = evaluate(world / "store", world / "store/runs/R1", AS_OF, world / "truth")["names_per_owner_per_week"]
    # One new name, three in the backlog, a budget of two: three names, and one waits.
    assert load == {"owners": 1, "median": 3.0, "most": 3, "total": 3, "held_in_backlog": 1}


def test_a_run_of_another_date_is_refused(world: Path) -> None:
    with pytest.raises(EvaluationError, match="Refresh with --as-of 2025-07-18"):
        evaluate(world / "store", world / "store/runs/R1", "2025-07-19", world / "truth")


def test_a_condition_that_nobody_truly_meets_stays_in_the_report(world: Path) -> None:
    register = [{"signal": "hidden_need", "condition": "T03"}, {"signal": "no_visit", "condition": "T26"}]
    run = world / "store/runs/R1"
    _write(run / "signal_register.parquet", register, _texts("signal", "condition"))
    _write(run / "finding.parquet", [{"child_id": "k2", "signal": "no_visit"}], _texts("child_id", "signal"))
    line = evaluate(world / "store", run, AS_OF, world / "truth")["conditions"]["T26"]
    assert (line["true"], line["named"], line["precision"], line["recall"]) == (0, 1, 0.0, None)


def _load(world: Path, load: str, file: str, **more: object) -> Path:
    """One more load with a record, of a file that came instead of none or of another."""
    folder = world / "store" / "loads" / load
    _write(folder / "records" / "person.parquet", [{"record_id": f"{load}:2", "person_key": "x"}],
           _texts("record_id", "person_key"))  # fmt: skip
    (folder / "load.json").write_text(json.dumps({"load_id": load, "sha256": file, "path": f"{file}.csv", **more}))
    return folder


def test_the_truth_of_another_area_is_refused(world: Path) -> None:
    folders = [_load(world, f"L0000{number}", "hash-of-another-area") for number in (4, 5, 6)]
    with pytest.raises(
        EvaluationError, match=r"3 of the files that count .*\(hand, seed 0\).*hash-of-another-area\.csv"
    ):
        evaluate(world / "store", world / "store/runs/R1", AS_OF, world / "truth")
    (folders[0] / "withdrawn.json").write_text("{}")
    assert evaluate(world / "store", world / "store/runs/R1", AS_OF, world / "truth")["files_loaded"] == 3


def test_a_file_that_was_changed_by_hand_is_told_of_and_hinders_nothing(world: Path) -> None:
    """Somebody cut a file off to see what comes of it: the area is the truth's all the same."""
    (world / "store" / "loads" / "L00003" / "withdrawn.json").write_text("{}")
    _load(world, "L00004", "hash-of-a-changed-file")
    scores = evaluate(world / "store", world / "store/runs/R1", AS_OF, world / "truth")
    assert (scores["files_loaded"], scores["files_not_of_the_truth"]) == (2, 1)
    assert "1 of the files that count are none of the truth's" in as_text(scores)


def test_a_truth_of_which_nothing_is_loaded_is_refused(world: Path) -> None:
    for number in (1, 2, 3):
        (world / "store" / "loads" / f"L0000{number}" / "withdrawn.json").write_text("{}")
    with pytest.raises(EvaluationError, match="None of the truth's files is loaded"):
        evaluate(world / "store", world / "store/runs/R1", AS_OF, world / "truth")


def test_a_copy_without_one_childs_rows_is_still_the_file_it_was_made_from(world: Path) -> None:
    (world / "store" / "loads" / "L00001" / "erased.json").write_text("{}")
    _load(world, "L00004", "hash-of-a-copy", replaces=["L00001"])
    _load(world, "L00005", "hash-of-a-copy-of-it", replaces=["L00004"])
    assert evaluate(world / "store", world / "store/runs/R1", AS_OF, world / "truth")["files_loaded"] == 3


def test_what_was_left_out_on_purpose_is_counted(world: Path) -> None:
    (world / "store" / "loads" / "L00003" / "withdrawn.json").write_text("{}")
    scores = evaluate(world / "store", world / "store/runs/R1", AS_OF, world / "truth")
    assert (scores["files"], scores["files_loaded"]) == (3, 2)
    assert "1 of the truth's 3 files are not loaded" in as_text(scores)
