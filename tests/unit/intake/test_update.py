"""After an update of Golden Thread, what an older version read is told of, and read again when asked."""

from pathlib import Path

import pytest
from tests.unit.intake.sending import waits

from goldenthread import cli, intake
from goldenthread.cli import status
from goldenthread.intake import taking
from goldenthread.store import Store


@pytest.fixture
def outdated(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store whose one file an older version read."""
    (tmp_path / "waits.csv").write_text(waits({}, {}))
    monkeypatch.setattr(taking, "READER", "1")
    intake.load(store, [tmp_path / "waits.csv"])
    monkeypatch.undo()
    return store


def test_it_is_read_again_and_status_says_so(outdated: Store, capsys: pytest.CaptureFixture[str]) -> None:
    before = status.of(outdated)
    assert "An older version of Golden Thread read 1 of the files" in status.as_text(before)
    assert cli.main(["load", "--store", str(outdated.path), "--again"]) == 0
    assert "2 rows read = 2 kept + 0 set aside + 0 already held." in capsys.readouterr().out
    after = status.of(outdated)
    assert "older version" not in status.as_text(after)
    assert (after["rows_kept"], after["newest_extract"]) == (before["rows_kept"], before["newest_extract"])


@pytest.mark.parametrize("given", [[], ["--again", "."]])
def test_files_or_again_and_not_both(outdated: Store, given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["load", "--store", str(outdated.path), *given]) == 2
    assert "or --again alone" in capsys.readouterr().err
    assert [load.load_id for load in outdated.loads()] == ["L00001"]
