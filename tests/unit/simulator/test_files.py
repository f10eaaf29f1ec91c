"""The made-up area's files have the layouts described, name nobody who can exist, and hash as the truth says."""

import hashlib
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from tests.unit.simulator import reading

from goldenthread.codes import duty
from goldenthread.simulator import simulate

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
# columns a template has by the description of the formats
_COLUMNS = {
    "short_break_packages": 47, "short_break_events": 37, "away_placements": 57, "away_events": 42, "ehc_cases": 53,
    "ehc_advice": 39, "ehc_reviews": 51, "child_health_checks": 67, "community_waits": 70, "school_roll": 30,
    "exclusion_notices": 47, "teams": 15, "team_members": 16, "settings": 11, "school_terms": 10,
    "attendance_sessions": 9,
}  # fmt: skip


@pytest.mark.parametrize("template", _COLUMNS)
def test_every_template_has_the_columns_described(tiny: Path, template: str) -> None:
    found = reading.newest(tiny, template)
    assert found
    for path in found:
        heading = path.open(encoding="utf-8-sig").readline().strip().split(",")
        assert len(heading) == len(set(heading)) == _COLUMNS[template]


def test_returns_and_safeguarding_tables_are_all_there(tiny: Path) -> None:
    names = {path.name for path in reading.files(tiny, ".csv")}
    for year in range(2021, 2026):
        assert {
            f"{year}_spring_{t}.csv"
            for t in ("schoolcensus", "pupilonroll", "pupilnolongeronroll", "senneeds", "addresses")
        } <= names
        assert {
            f"{year - 1}_autumn_{t}.csv"
            for t in ("schoolcensus", "pupilonroll", "termlyexclusionsonroll", "addressesonroll")
        } <= names
    sen2 = (
        "sen2",
        "person",
        "requests",
        "assessment",
        "namedplan",
        "plandetail",
        "activeplans",
        "placementdetail",
        "senneed",
    )
    for table in sen2:
        assert len(reading.files(tiny, f"_{table}.csv")) >= 5
    ssd = (
        "person",
        "linked_identifiers",
        "address",
        "involvements",
        "contacts",
        "early_help_episodes",
        "cin_episodes",
        "cin_assessments",
        "cp_reviews",
        "cla_reviews",
    )
    assert {f"ssd_{table}.csv" for table in ssd} <= names


def test_the_manifest_tells_every_file_with_its_hash_and_rows(tiny: Path) -> None:
    told = {entry["path"]: entry for entry in reading.manifest(tiny)["files"]}
    assert set(told) == {str(path.relative_to(tiny / "extracts")) for path in reading.files(tiny, ".csv")}
    for path, entry in told.items():
        content = (tiny / "extracts" / path).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
        assert content.count(b"\n") - 1 == entry["rows"], "no value holds a line break, so lines can be counted"


def test_the_truth_knows_whom_each_line_is_about(tiny: Path) -> None:
    people = {row[0] for row in reading.truth(tiny, "people")}
    rows = {entry["path"]: entry["rows"] for entry in reading.manifest(tiny)["files"]}
    lines: dict[str, list[int]] = {}
    for path, line, person in reading.truth(tiny, "rows"):
        assert person in people
        lines.setdefault(path, []).append(line)
    for path, numbers in lines.items():
        assert sorted(numbers) == list(range(2, rows[path] + 2)), path
    named = {
        path
        for path in rows
        if rows[path] and "surname" in (tiny / "extracts" / path).open(encoding="utf-8-sig").readline()
    }
    assert named <= set(lines)


def _nhs_right(number: str) -> bool:
    check = 11 - sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False)) % 11
    return check % 11 == int(number[9])


def _upn_right(upn: str) -> bool:
    values = [int(mark) if mark.isdigit() else _LETTERS.index(mark) for mark in upn[1:]]
    return _LETTERS[sum(value * weight for value, weight in zip(values, range(2, 14), strict=True)) % 23] == upn[0]


def test_no_identifier_can_belong_to_a_real_person(tiny: Path) -> None:
    for path in reading.files(tiny, ".csv"):
        if "attendance" in path.name or "session" in path.name:
            continue
        for row in reading.rows(path):
            for column, value in row.items():
                if not value:
                    continue
                if column in {"nhs_number", "pers_common_child_id"}:
                    assert re.fullmatch("999[0-9]{7}", value)
                    assert _nhs_right(value)
                elif column in {"upn", "formerupn"}:
                    assert re.fullmatch("[A-Z]990[0-9]{8}[0-9A-Z]", value)
                    assert _upn_right(value)
                elif "postcode" in column:
                    assert re.fullmatch("ZZ[0-9]{1,2} [0-9][A-Z]{2}", value)
                elif column == "email":
                    assert value.endswith("@example.org")
                elif column in {"urn", "setting_urn"}:
                    assert re.fullmatch("9[0-9]{5}", value)


def test_no_extract_says_what_is_true(tiny: Path) -> None:
    ids = {row[0] for row in reading.truth(tiny, "people")}
    for path in reading.files(tiny, ".csv"):
        words = set(re.split(r"[,\n\"]", path.read_text(encoding="utf-8-sig")))
        assert not words & ids, path
        assert not words & {"T03", "T07", "T10", "T17", "T23", "T26", "planted", "negative"}, path


def test_twice_the_same_seed_is_the_same_to_the_byte(tiny: Path, tmp_path: Path) -> None:
    simulate("tiny", 3, tmp_path / "again")
    simulate("tiny", 4, tmp_path / "other")

    def content(out: Path) -> dict[str, str]:
        return {
            str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in out.rglob("*") if p.is_file()
        }

    assert content(tiny) == content(tmp_path / "again")
    same = set(content(tiny).items()) & set(content(tmp_path / "other").items())
    about_people = {f"extracts/{row[0]}" for row in reading.truth(tiny, "rows")}
    assert len(about_people) > 100
    assert not about_people & {path for path, _ in same}


def test_later_deliveries_bring_new_versions_corrections_and_withdrawals(tiny: Path) -> None:
    earlier = {
        r["record_id"]: r
        for p in reading.files(tiny, "_2025-06-20.csv")
        if "community_waits" in p.name
        for r in reading.rows(p)
    }
    later = {r["record_id"]: r for r in reading.everything(tiny, "community_waits")}
    both = [(earlier[key], later[key]) for key in earlier.keys() & later.keys()]
    assert all(old["updated_at"] <= new["updated_at"] for old, new in both)
    told = [
        (old, new)
        for old, new in both
        if {k: v for k, v in old.items() if k != "extract_date"}
        != {k: v for k, v in new.items() if k != "extract_date"}
    ]
    assert told
    assert all(old["updated_at"] < new["updated_at"] for old, new in told)
    corrected = [
        1
        for old, new in told
        if old["triaged_date"] and new["triaged_date"] and old["triaged_date"] != new["triaged_date"]
    ]
    assert corrected, "a day told wrongly four weeks ago has been put right (Q11)"
    assert any(old["record_status_code"] == "C" and new["record_status_code"] == "D" for old, new in both)


def test_agencies_files_carry_the_defects_of_data(tiny: Path, town: Path) -> None:
    reviews = reading.everything(town, "ehc_reviews")
    assert any(not row["meeting_date"] and row["decision_notified_date"] for row in reviews), "Q4"
    waits = reading.everything(town, "community_waits")
    assert any(row["previous_referral_id"] and row["original_received_date"] < row["received_date"] for row in waits), (
        "Q5"
    )
    codes = {
        row["attendance_code"] for path in reading.newest(tiny, "attendance_sessions") for row in reading.rows(path)
    }
    assert "H" in codes, "Q9: a code of the old list"
    marks = [path.read_bytes().startswith(b"\xef\xbb\xbf") for path in reading.newest(tiny, "")]
    assert any(marks), "Q10: some senders begin with a byte-order mark"
    assert not all(marks)
    assert {bool(re.match(r"\d\d/\d\d/\d{4}$", row["received_date"])) for row in waits} == {True, False}, (
        "Q10: two styles of date"
    )


def test_every_duty_is_carried_and_every_named_team_exists(tiny: Path) -> None:
    teams = {row["team_id"]: row for row in reading.everything(tiny, "teams")}
    carried = {code for row in teams.values() for code in row["duty_codes"].split(";")}
    assert carried == set(duty.LIST.codes)
    schools = {row["setting_urn"] for row in reading.everything(tiny, "school_roll")}
    assert schools <= {row["setting_urn"] for row in teams.values() if row["duty_codes"] == "SEN_SUPPORT"}
    members = reading.everything(tiny, "team_members")
    assert {row["team_id"] for row in members if row["lead_flag"] == "Y"} == set(teams)
    named = {
        row["team_id"]
        for row in reading.everything(tiny, "community_waits") + reading.everything(tiny, "ehc_advice")
        if row["team_id"]
    }
    named |= {
        row["invo_professional_team"]
        for path in reading.files(tiny, "ssd_involvements.csv")
        for row in reading.rows(path)
    }
    assert named <= set(teams)


def test_each_school_keeps_its_terms_without_overlap(tiny: Path) -> None:
    spans: dict[str, list[tuple[str, str]]] = {}
    for row in reading.everything(tiny, "school_terms"):
        spans.setdefault(row["setting_urn"], []).append((row["term_start_date"], row["term_end_date"]))
        for closed in filter(None, row["closed_dates"].split(";")):
            assert row["term_start_date"] <= closed <= row["term_end_date"]
    for held in spans.values():
        assert len(held) == 30
        assert all(a[1] < b[0] for a, b in pairwise(sorted(held)))


def test_registers_are_kept_on_school_days_only_and_match_the_roll(tiny: Path) -> None:
    roll = {(row["source_org"], row["source_person_id"]) for row in reading.everything(tiny, "school_roll")}
    terms = reading.everything(tiny, "school_terms")
    for path in reading.newest(tiny, "attendance_sessions"):
        sessions = reading.rows(path)
        urn = sessions[0]["setting_urn"]
        open_days = set()
        for term in (row for row in terms if row["setting_urn"] == urn):
            first, last = (date.fromisoformat(term[column]) for column in ("term_start_date", "term_end_date"))
            open_days |= {str(first + timedelta(days=n)) for n in range((last - first).days + 1)} - set(
                term["closed_dates"].split(";")
            )
        assert {row["attendance_date"] for row in sessions} <= open_days
        assert len({(r["source_person_id"], r["attendance_date"], r["session_code"]) for r in sessions}) == len(
            sessions
        )
        known = sum((r["source_org"], r["source_person_id"]) in roll for r in sessions)
        assert known / len(sessions) > 0.97, "all but children held twice are on the roll under the same number"
