"""The decision and its sentences, case by case; and that the database's lists are the code's."""

from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest

from goldenthread.access import (
    AGENCY_CATEGORY,
    CATEGORIES,
    CATEGORY_WORDS,
    HOLDER_WORDS,
    STARTER,
    ChildFacts,
    Gives,
    Glass,
    Involvement,
    Purpose,
    Role,
    Route,
    Term,
    Viewer,
    decide,
    usual_purpose,
)
from goldenthread.access.agreement import agreed
from goldenthread.codes import agency
from goldenthread.records import Category

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = AT.date()
SENCO = Viewer("w", "Nadia", "n@example.org", Role.SENCO, frozenset({"t"}), frozenset({"900001"}), frozenset({"EDU"}),
               terms=tuple(term for term in STARTER if term.agency == "EDU"))  # fmt: skip
PUPIL = ChildFacts("C1", school_urn="900001")


def test_categories_and_agencies_are_those_of_the_records_and_codes() -> None:
    assert set(CATEGORIES) == {str(category) for category in Category} == set(CATEGORY_WORDS)
    assert set(AGENCY_CATEGORY) == set(agency.LIST.codes)
    assert set(AGENCY_CATEGORY.values()) <= set(CATEGORIES)
    assert set(HOLDER_WORDS) == set(AGENCY_CATEGORY) - {"OTH"}


def test_the_database_knows_the_same_agencies(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        for code, category in AGENCY_CATEGORY.items():
            told = connection.execute("select access.holder(%s), access.kind_of(%s)", (code, code)).fetchone()
            assert told == (code, category)
        assert connection.execute("select access.holder('??'), access.holder(null)").fetchone() == ("", "")
        routes = set(connection.execute("select role, route from access.role_route").fetchall())
    assert routes == {(role.name, str(route)) for role in Role for route in role.routes}


def test_the_starter_agreement_is_put_in_force_once(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        held = connection.execute(
            "select count(*), count(distinct decided_by) from casework.sharing_agreement"
        ).fetchone()
    assert held == (len(STARTER), 1)


def test_why_a_school_may_see_its_pupil() -> None:
    told = decide(SENCO, PUPIL, "education", Purpose.SCHOOL_SUPPORT, AT, holder="EDU")
    assert (told.allowed, told.via, told.because) == (True, Route.ROLL, "This child is on the roll of your school.")


def test_whom_to_ask_about_the_therapist_and_silence_about_camhs_and_care() -> None:
    therapy = decide(SENCO, PUPIL, "health", Purpose.SCHOOL_SUPPORT, AT, holder="CH")
    assert (therapy.allowed, therapy.gives, therapy.ask) == (
        False,
        Gives.INVOLVEMENT,
        "Ask the community health service.",
    )
    for holder, category in (("CAMHS", "health"), ("CSC", "care"), (None, "health")):
        told = decide(SENCO, PUPIL, category, Purpose.SCHOOL_SUPPORT, AT, holder=holder)
        assert (told.allowed, told.gives, told.ask) == (False, Gives.NONE, "")


def test_another_purpose_is_another_question() -> None:
    assert not decide(SENCO, PUPIL, "ehc", Purpose.INSPECTION, AT, holder="LASEN").allowed


def test_the_plans_wording_is_narrower_than_its_dates() -> None:
    council = Viewer("w", "Eli", "e@example.org", Role.EHC_COORDINATOR, frozenset({"t"}), agencies=frozenset({"LASEN"}),
                     terms=tuple(term for term in STARTER if term.agency == "LASEN"))  # fmt: skip
    child = ChildFacts("C1", involvements=(Involvement("t", "EHC coordination"),))
    for purpose, expected in ((Purpose.EHC_STATUTORY, True), (Purpose.DIRECT_CARE, False)):
        assert decide(council, child, "plan_content", purpose, AT, holder="LASEN").allowed is expected
        assert decide(council, child, "ehc", purpose, AT, holder="LASEN").allowed


@pytest.mark.parametrize(("started", "ended", "expected"), [
    (None, None, True), (DAY, None, True), (DAY + timedelta(days=1), None, False),
    (None, DAY, False), (None, DAY + timedelta(days=1), True),
])  # fmt: skip
def test_an_involvement_opens_from_its_first_day_and_closes_on_its_last(
    started: date | None, ended: date | None, expected: bool
) -> None:
    child = ChildFacts("C1", involvements=(Involvement("t", "Team", started, ended),))
    assert decide(SENCO, child, "identity", Purpose.SCHOOL_SUPPORT, AT).allowed is expected


def test_a_day_is_the_day_in_england() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight on the second
    child = ChildFacts("C1", involvements=(Involvement("t", "Team", date(2026, 7, 2)),))
    assert decide(SENCO, child, "identity", Purpose.SCHOOL_SUPPORT, late).allowed
    with pytest.raises(ValueError, match="time zone"):
        decide(SENCO, child, "identity", Purpose.SCHOOL_SUPPORT, late.replace(tzinfo=None))


def test_glass_opens_for_its_hours_and_says_why() -> None:
    child = ChildFacts("C1", glass=(Glass(AT - timedelta(hours=1), 2, "Found alone."),))
    told = decide(SENCO, child, "care", Purpose.SAFEGUARDING, AT, holder="CSC")
    assert (told.allowed, told.via) == (True, Route.BREAK_GLASS)
    assert "Found alone." in told.because
    assert not decide(SENCO, child, "care", Purpose.SAFEGUARDING, AT + timedelta(hours=1), holder="CSC").allowed


def test_a_stranger_is_told_nothing_about_the_child() -> None:
    told = decide(SENCO, ChildFacts("C1"), "health", Purpose.SCHOOL_SUPPORT, AT)
    assert (told.allowed, told.gives, told.ask) == (False, Gives.NONE, "")
    assert told.because.startswith("No team of yours")


@pytest.mark.parametrize("role", [Role.INFORMATION_GOVERNANCE, Role.ADMINISTRATOR])
def test_roles_without_routes_say_so(role: Role) -> None:
    viewer = Viewer("w", "N", "n@example.org", role, frozenset({"t"}), frozenset({"900001"}), frozenset({"EDU"}))
    told = decide(viewer, PUPIL, "identity", Purpose.SYSTEM_ADMIN, AT)
    assert (told.allowed, told.because) == (False, f"The role of {role.says} opens no child's record.")


def test_an_unknown_category_is_an_error_and_not_a_no() -> None:
    with pytest.raises(ValueError, match="no category 'secrets'"):
        decide(SENCO, PUPIL, "secrets", Purpose.SCHOOL_SUPPORT, AT)


def test_the_agreement_prefers_the_named_holder_then_the_newest() -> None:
    def term(holder: str, gives: Gives, start: date, end: date | None = None) -> Term:
        return Term("EDU", holder, "health", Purpose.SCHOOL_SUPPORT, gives, start, end)

    old, new = date(2020, 1, 1), date(2026, 1, 1)
    terms = [term("*", Gives.FULL, new), term("CH", Gives.NONE, old), term("CH", Gives.INVOLVEMENT, new)]
    ask = ("EDU", "CH", "health", Purpose.SCHOOL_SUPPORT)
    assert agreed(terms, *ask, DAY) is Gives.INVOLVEMENT
    assert agreed(terms, *ask, date(2021, 1, 1)) is Gives.NONE
    assert agreed([*terms, term("CH", Gives.FULL, new)], *ask, DAY) is Gives.FULL  # decided later, of the same date
    assert agreed([term("CH", Gives.FULL, old, new)], *ask, DAY) is Gives.NONE  # it has ended


def test_every_role_and_purpose_has_words() -> None:
    for role in Role:
        assert role.says
        assert role.opens
        assert usual_purpose(role, {"CH"}) in Purpose
    assert all(purpose.says for purpose in Purpose)
    assert usual_purpose(Role.TEAM_MANAGER, {"CWD"}) is Purpose.SAFEGUARDING
    assert usual_purpose(Role.THERAPIST, {"CH"}) is Purpose.DIRECT_CARE
