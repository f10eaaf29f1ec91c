"""One child's rows are taken out of files: those that are the child's, and no other child's."""

import pytest
from tests.unit.intake.sending import Desk, waits

from goldenthread import intake

NHS = "9990000018"  # in the range that is never given to anybody


@pytest.fixture
def twins(desk: Desk) -> Desk:
    """A list in which one child's number stands at another's as well, and one of the rows is nobody's."""
    rows = waits(
        {"nhs_number": NHS, "forename": "Ida"},
        {"nhs_number": NHS, "forename": "Ola"},
        {"nhs_number": NHS, "forename": "Uma", "source_person_id": ""},
        {"forename": "Zed"},
    )
    desk.load("waits.csv", rows)
    return desk


def without_ida(desk: Desk, elsewhere: list[str]) -> list[str]:
    who = intake.subject(desk.store, ["health|ODS:ZZ1|P1"], elsewhere)
    found = intake.mentions(desk.store, who)
    with desk.store.changing("erasing"):
        assert intake.leave_out(desk.store, found) == ["L00001"]
    copy = desk.store.path / "received" / desk.store.loads()[-1].sha256
    return [name for name in ("Ida", "Ola", "Uma", "Zed") if name in copy.read_text()]


def test_another_child_with_the_same_number_keeps_its_rows(twins: Desk) -> None:
    people = [f"health|ODS:ZZ1|P{place}" for place in (1, 2, 4)]
    assert without_ida(twins, elsewhere=people) == ["Ola", "Zed"]


def test_a_row_with_the_number_that_is_nobody_elses_goes(twins: Desk) -> None:
    assert without_ida(twins, elsewhere=[]) == ["Zed"]
