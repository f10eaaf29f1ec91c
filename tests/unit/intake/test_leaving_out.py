"""One child's rows are taken out of files: those that are the child's, and no other child's."""

from pathlib import Path

import pytest
from tests.unit.intake.sending import Desk, waits

from goldenthread import intake
from goldenthread.cli import erasing
from goldenthread.intake.reading import Reader
from goldenthread.store import Store

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


def test_files_that_say_the_numbers_are_erased_last(desk: Desk) -> None:
    """Cut off half-way, an erasure must still know by which numbers to find the rest."""
    desk.load("waits.csv", waits({"nhs_number": NHS}, {}))
    desk.load("unknown.csv", f"who,what\n{NHS},called\n")
    found = intake.mentions(desk.store, intake.subject(desk.store, ["health|ODS:ZZ1|P1"]))
    with desk.store.changing("erasing"):
        assert intake.leave_out(desk.store, found) == ["L00002", "L00001"]


@pytest.mark.parametrize(
    "written", [NHS, "999 000 0018", "999-000-0018", "'9990000018", "9990000018.0", "999\u00a0000\u00a00018"]
)
def test_a_number_is_found_however_a_spreadsheet_wrote_it(desk: Desk, written: str) -> None:
    desk.load("waits.csv", waits({"nhs_number": NHS}, {}))
    desk.load("unknown.csv", f"who,what\n9990000019,wrote\n{written},called\n")
    found = intake.mentions(desk.store, intake.subject(desk.store, ["health|ODS:ZZ1|P1"]))
    assert [(one.load.load_id, one.ranges) for one in found] == [("L00001", ((2, 3),)), ("L00002", ((3, 4),))]


def test_what_could_not_be_read_without_the_child_is_not_said_to_be_erased(
    store: Store, tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    Desk(store, tmp_path).load("waits.csv", waits({}, {}))
    store.ledger.leave_out(["health|ODS:ZZ1|P1"], "2026-11-28", "Ina Governance", "upheld")
    decided = erasing.Decided("Ina Governance", "sent again", yes=True)

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Reader, "write", full)
        with pytest.raises(erasing.CommandError, match="Not all is erased") as refused:
            erasing.erase_child(store, None, decided, lambda _: None)
    assert "L00001" in str(refused.value)
    assert "Erased for good" in erasing.erase_child(store, None, decided, lambda _: None)
    assert store.load("L00001").state == "erased"
