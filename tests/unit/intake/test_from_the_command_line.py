"""What can be typed wrongly at ``goldenthread load`` is said in a sentence, and what is right is loaded."""

from pathlib import Path

import pytest
from tests.unit.intake.sending import Desk, finding, waits

from goldenthread import intake
from goldenthread.cli import main
from goldenthread.store import Store, StoreError


@pytest.mark.parametrize(
    ("store", "says"),
    [("a file", "a file is a file, and a store is a folder."), ("a file/store", "Choose a folder that you may write")],
)
def test_a_store_that_cannot_be_made_is_a_sentence(
    tmp_path: Path, store: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a file").write_text("not a store")
    (tmp_path / "waits.csv").write_text(waits({}))
    assert main(["load", "--store", str(tmp_path / store), str(tmp_path / "waits.csv")]) == 1
    assert says in capsys.readouterr().err
    with pytest.raises(StoreError):
        Store.create(tmp_path / store)


def test_a_path_that_is_not_there_stops_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, missing, store = tmp_path / "waits.csv", tmp_path / "gone.csv", str(tmp_path / "store")
    path.write_text(waits({}, {}))
    assert main(["load", "--store", store, str(missing), str(path)]) == 1
    told = capsys.readouterr()
    assert f"{missing} is not there." in told.err
    assert "2 rows read = 2 kept" in told.out
    assert main(["load", "--store", store, str(path)]) == 0


def test_a_store_is_not_made_for_files_that_are_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", "--store", str(tmp_path / "store"), str(tmp_path / "gone.csv")]) == 2
    assert "is not there" in capsys.readouterr().err
    assert not (tmp_path / "store").exists()


def test_an_unread_file_under_another_name_is_reported_under_that_name(desk: Desk) -> None:
    for name in ("first.csv", "second.csv"):
        desk.put(name, "%PDF-1.7 ...")
    first, second = intake.load(desk.store, [desk.folder])
    assert finding(first, "not_csv").sentence.startswith("first.csv, line 1: ")
    assert {Path(one.file).name for one in second.findings} == {"second.csv"}
    assert finding(second, "not_csv").sentence.startswith("second.csv, line 1: ")
