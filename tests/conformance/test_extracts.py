"""What every extract owes, whatever it carries: exact layouts, lawful ground, runnable rules, and nothing forbidden."""

import csv
import re
from pathlib import Path

import pytest
from tests.unit.extracts.typed_rows import laid_out, made

from goldenthread.codes import lists
from goldenthread.extracts import Check, Extract, Kind, Makes, Presence, Table, extracts
from goldenthread.intake.recognise import recognise
from goldenthread.records import agency_tables

ROOT = Path(__file__).parents[2]
FILES = ROOT / "tests" / "unit" / "extracts" / "files"
EXTRACTS = extracts()
TABLES = [(extract, table) for extract in EXTRACTS.values() for table in extract.tables]
MAKES = [(extract, makes) for extract in EXTRACTS.values() for makes in extract.records]
CHECKS = [(extract, check) for extract in EXTRACTS.values() for check in extract.checks]

# The import templates: how many columns each has, as its description counts them, the blocks included.
COLUMNS = {
    "attendance_sessions": 9,
    "school_roll": 30,
    "exclusion_notices": 47,
    "ehc_cases": 53,
    "ehc_advice": 39,
    "ehc_reviews": 51,
    "community_waits": 70,
    "child_health_checks": 67,
    "short_break_packages": 47,
    "short_break_events": 37,
    "away_placements": 57,
    "away_events": 42,
    "teams": 15,
    "team_members": 16,
    "settings": 11,
    "school_terms": 10,
}
RETURNS = {"school_census", "sen2", "ssd"}
# The blocks every template begins with, typed out apart from the code.
ROW = {"record_id", "record_status_code", "updated_at", "extract_date", "source_org"}
PERSON = {
    "source_person_id", "nhs_number", "upn", "uln", "la_child_id", "surname", "forename", "former_surname",
    "preferred_forename", "date_of_birth", "sex", "postcode", "address_restricted_flag",
}  # fmt: skip
# Extracts of one sender's one system share its ids; every other pair keeps apart.
SYSTEMS = {
    "school": {"school_roll", "attendance_sessions", "exclusion_notices"},
    "sen_cases": {"ehc_cases", "ehc_advice", "ehc_reviews"},
    "health": {"community_waits"},
    "child_health": {"child_health_checks"},
    "care": {"ssd"},
    "short_breaks": {"short_break_packages", "short_break_events"},
    "away": {"away_placements", "away_events"},
    "census": {"school_census"},
    "sen2": {"sen2"},
    "area": {"teams", "settings", "school_terms"},
    "staff": {"team_members"},
}
# TL1: what Golden Thread never holds. Words of headings that such data would come under.
FORBIDDEN = re.compile(
    r"police|crime|criminal|offen[cd]|convict|arrest|youth_just|yot_|court|benefit|universal_credit|(^|_)tax|debt"
    r"|arrears|(^|_)rent|tenan|housing|evict|landlord|immigra|nationalit|asylum|religion|polit|income|credit",
    re.IGNORECASE,
)
FALSE_ALARMS = {"pers_nationality"}  # known, so that it can be held back


def read_headings(table: Table) -> set[str]:
    return {heading.name for heading in table.headings().values() if not heading.held_back}


def title(pair: tuple[Extract, Table | Makes | Check]) -> str:
    part = pair[1]
    name = part.name if isinstance(part, Table) else f"{part.of}-{getattr(part, 'record', getattr(part, 'column', ''))}"
    return f"{pair[0].name}:{name}"


def test_the_extracts_of_the_first_issue_are_all_there() -> None:
    assert set(EXTRACTS) == set(COLUMNS) | RETURNS


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_a_template_has_the_columns_its_description_counts(name: str) -> None:
    (layout,) = EXTRACTS[name].layouts
    assert len({heading.name for heading in layout.headings}) == len(layout.headings) == COLUMNS[name]


@pytest.mark.parametrize("path", sorted(FILES.rglob("gt_*.csv")), ids=lambda path: path.parent.name)
def test_a_template_is_exactly_as_its_description_heads_it(path: Path) -> None:
    with path.open() as file:
        headings = next(csv.reader(file))
    (layout,) = EXTRACTS[path.parent.name].layouts
    assert [heading.name for heading in layout.headings] == headings


@pytest.mark.parametrize("path", sorted(FILES.rglob("*.csv")), ids=lambda path: path.stem)
def test_a_file_is_told_by_its_headings_in_any_order_and_case(path: Path) -> None:
    with path.open() as file:
        headings = next(csv.reader(file))
    for as_sent in (headings, list(reversed(headings)), [f" {heading.upper()} " for heading in headings]):
        found = recognise(as_sent)
        assert found is not None
        assert found.extract.name == path.relative_to(FILES).parts[0]
        assert path.stem.endswith(found.table.name) or found.table.name == found.extract.name
        assert (found.unknown, found.missing, found.repeated) == ((), (), ())


@pytest.mark.parametrize("pair", TABLES, ids=title)
def test_every_layout_is_told_from_every_other(pair: tuple[Extract, Table]) -> None:
    extract, table = pair
    for layout in table.layouts:
        found = recognise([heading.name for heading in layout.headings])
        assert found is not None
        assert (found.extract.name, found.table.name) == (extract.name, table.name)


@pytest.mark.parametrize("pair", TABLES, ids=title)
def test_every_code_list_named_is_there(pair: tuple[Extract, Table]) -> None:
    assert {heading.codes for heading in pair[1].headings().values() if heading.codes} <= set(lists())


@pytest.mark.parametrize("pair", TABLES, ids=title)
def test_what_tells_a_file_is_among_its_columns(pair: tuple[Extract, Table]) -> None:
    for layout in pair[1].layouts:
        assert set(layout.told_by) <= {heading.name for heading in layout.headings}
    if pair[1].parent:
        parent, column = pair[1].parent
        assert column in read_headings(pair[1])
        assert pair[0].table(parent).own_id in read_headings(pair[0].table(parent))


@pytest.mark.parametrize("name", sorted(EXTRACTS))
def test_every_rule_runs_over_rows_that_are_not_there(name: str) -> None:
    connection = laid_out(EXTRACTS[name], {})
    for makes in EXTRACTS[name].records:
        assert made(EXTRACTS[name], {}, makes.record) == []
        named = {row[0] for row in connection.execute(f"describe {makes.sql}").fetchall()}
        assert named <= set(agency_tables()[makes.record].columns())
    for check in EXTRACTS[name].checks:
        assert check.column in read_headings(EXTRACTS[name].table(check.of)) | set(EXTRACTS[name].table(check.of).also)
        assert connection.execute(f"select {check.column} from {check.of} where {check.when}").fetchall() == []


@pytest.mark.parametrize("name", sorted(EXTRACTS))
def test_it_says_by_which_law_it_may_be_sent(name: str) -> None:
    gateway = EXTRACTS[name].gateway
    assert gateway.endswith(".")
    assert gateway.count(". ") == 0, "one sentence"
    if EXTRACTS[name].about_people:
        assert re.search(r"\bs\d|\breg|\bSI \d|\bSch \d", gateway), "names its provision"


@pytest.mark.parametrize("name", sorted(EXTRACTS))
def test_it_says_who_sends_it_and_how_often(name: str) -> None:
    extract = EXTRACTS[name]
    assert extract.supplier
    assert extract.title
    assert extract.agency in lists()["agency"].codes
    assert 1 <= extract.cadence_days <= 400


@pytest.mark.parametrize("name", sorted(EXTRACTS))
def test_people_have_a_name_an_identifier_and_an_involvement(name: str) -> None:
    made_of = {makes.record for makes in EXTRACTS[name].records}
    if not EXTRACTS[name].about_people:
        assert made_of <= {"team", "team_member", "setting", "school_term"}
    elif name == "attendance_sessions":
        assert made_of == {"attendance"}
    else:
        assert {"person", "identifier", "address"} <= made_of
        assert len(made_of) > 3, "and something about them"


def test_involvements_come_from_every_kind_of_service() -> None:
    sources = {name for name, extract in EXTRACTS.items() if any(m.record == "involvement" for m in extract.records)}
    assert sources == {
        "school_roll", "school_census", "community_waits", "child_health_checks", "ehc_cases", "ehc_advice",
        "ehc_reviews", "sen2", "ssd", "short_break_packages", "away_placements",
    }  # fmt: skip


def test_only_feeds_of_one_system_share_ids() -> None:
    found: dict[str, set[str]] = {}
    for name, extract in EXTRACTS.items():
        found.setdefault(extract.system, set()).add(name)
    assert found == SYSTEMS


@pytest.mark.parametrize("name", sorted(set(EXTRACTS) - RETURNS - {"attendance_sessions"}))
def test_blocks_are_exactly_those_of_the_conventions(name: str) -> None:
    (table,) = EXTRACTS[name].tables
    names = set(table.headings())
    assert names >= ROW
    assert (names & PERSON == PERSON) is EXTRACTS[name].about_people


@pytest.mark.parametrize("name", sorted(EXTRACTS))
def test_it_can_be_idempotent(name: str) -> None:
    """Every kind of file that makes records says what its row is, of which version, and whose."""
    made_of = {makes.of for makes in EXTRACTS[name].records}
    for table in EXTRACTS[name].tables:
        if table.name in made_of:
            assert all(text not in ("", "''", "null") for text in (table.row_key, table.sender, table.received))


@pytest.mark.parametrize("pair", TABLES, ids=title)
def test_tl1_no_police_benefits_housing_or_like_data_is_ever_read(pair: tuple[Extract, Table]) -> None:
    read = read_headings(pair[1])
    assert not {name for name in read if FORBIDDEN.search(name)}
    known = {heading.name for heading in pair[1].headings().values()}
    assert {name for name in known - read if FORBIDDEN.search(name)} <= FALSE_ALARMS
    assert not FORBIDDEN.search(pair[1].name)


def test_tl1_the_words_would_be_noticed() -> None:
    for name in ("police_contact_date", "housing_arrears_pence", "universal_credit_flag", "clac_cla_conviction_date"):
        assert FORBIDDEN.search(name)


@pytest.mark.parametrize("pair", TABLES, ids=title)
def test_free_text_and_money_are_not_read(pair: tuple[Extract, Table]) -> None:
    read = read_headings(pair[1])
    assert not {name for name in read if name.endswith(("_note", "_text", "_pence")) or "fsm" in name}


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_names_of_columns_say_what_they_hold(name: str) -> None:
    for heading in EXTRACTS[name].table(name).headings().values():
        if heading.name.endswith("_date") or heading.name == "date_of_birth":
            assert heading.kind is Kind.DATE
        if heading.name.endswith("_flag"):
            assert heading.kind is Kind.FLAG
        if heading.name.endswith(("_count", "_minutes", "_sessions", "_weeks", "_metres", "_pence", "_nights")):
            assert heading.kind is Kind.WHOLE


@pytest.mark.parametrize("pair", CHECKS, ids=title)
def test_what_must_be_put_right_is_said_in_two_sentences(pair: tuple[Extract, Check]) -> None:
    check = pair[1]
    assert check.problem.endswith(".")
    assert check.remedy.endswith(".")
    assert check.of in {table.name for table in pair[0].tables}


def test_keys_are_what_a_row_means_nothing_without() -> None:
    heading = EXTRACTS["school_roll"].table("school_roll").headings()
    assert {name for name, h in heading.items() if h.presence is Presence.KEY} == {
        "record_id", "source_org", "source_person_id",
    }  # fmt: skip
