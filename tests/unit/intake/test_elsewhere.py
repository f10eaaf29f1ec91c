"""A second reader in a process of its own gives the same reports, says how far it is, and never outlives the first."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.unit.intake.sending import Desk, desk_at, sessions, waits

from goldenthread import intake
from goldenthread.intake import loading
from goldenthread.intake.elsewhere import Elsewhere
from goldenthread.store import StoreError

_LONG = 60  # seconds
_PARENT = """
import sys
from pathlib import Path
from tests.unit.intake.test_elsewhere import sleep_long
from goldenthread.intake.elsewhere import Elsewhere
if __name__ == "__main__":
    with Elsewhere(sleep_long, sys.argv[1]) as other:
        other.result(lambda name, done: None)
"""


def told_twice(name: str, told: Callable[[str, int], None]) -> str:
    """Says how far it is, and gives its name back."""
    told(name, 0)
    told(name, 1)
    return name


def refuses(told: Callable[[str, int], None]) -> None:
    """Fails in a way its caller knows."""
    raise StoreError("The disk is full.")


def killed(told: Callable[[str, int], None]) -> None:
    """Ends as a process does that the system stops for want of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def sleep_long(mark: str, told: Callable[[str, int], None]) -> None:
    """Writes its process down, and works for a long time."""
    Path(mark).write_text(str(os.getpid()))
    time.sleep(_LONG)


def test_it_gives_what_came_of_the_work_and_says_how_far_it_is() -> None:
    heard: list[tuple[str, int]] = []
    with Elsewhere(told_twice, "a.csv") as other:
        assert other.result(lambda name, done: heard.append((name, done))) == "a.csv"
    assert heard == [("a.csv", 0), ("a.csv", 1)]


def test_what_goes_wrong_there_is_raised_here() -> None:
    with pytest.raises(StoreError, match="The disk is full"), Elsewhere(refuses) as other:
        other.result(lambda name, done: None)
    with pytest.raises(StoreError, match="Load the files again"), Elsewhere(killed) as other:
        other.result(lambda name, done: None)


def test_it_ends_when_the_first_process_is_killed(tmp_path: Path) -> None:
    mark, script = tmp_path / "process", tmp_path / "parent.py"
    script.write_text(_PARENT)
    with subprocess.Popen(
        [sys.executable, str(script), str(mark)], env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    ) as first:
        while not (mark.exists() and mark.read_text()):
            assert first.poll() is None, "it ended by itself"
            time.sleep(0.05)
        first.kill()
    second = int(mark.read_text())
    for _ in range(100):
        if not _runs(second):
            return
        time.sleep(0.05)
    pytest.fail("The second process still runs.")


def test_it_ends_when_the_work_here_fails(desk: Desk, tmp_path: Path) -> None:
    """Whoever interrupts a load does not wait for the other half of it."""
    mark = tmp_path / "process"
    desk.put("waits.csv", waits({}))
    desk.put("register.csv", sessions({}))

    def interrupted(*given: object) -> None:
        while not (mark.exists() and mark.read_text()):
            time.sleep(0.05)
        raise KeyboardInterrupt

    with (
        patch.object(loading, "_WORTH_SHARING", 0),
        patch.object(loading, "_share", interrupted),
        patch.object(loading, "Elsewhere", lambda *given: Elsewhere(sleep_long, str(mark))),
        pytest.raises(KeyboardInterrupt),
    ):
        intake.load(desk.store, [desk.folder])
    assert not _runs(int(mark.read_text()))


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_two_readers_load_what_one_loads(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    alone = desk_at(tmp_path / "other")
    for one in (desk, alone):
        one.put("waits.csv", waits({}, {"received_date": "2025-13-01"}))
        one.put("register.csv", sessions({}, {"session_code": "PM"}))
        one.put("nothing.csv", "a,b\n1,2\n")
    heard: list[int] = []
    with patch.object(loading, "_WORTH_SHARING", 0):
        shared = intake.load(desk.store, [desk.folder], lambda done, of, name: heard.append(done))
    single = intake.load(alone.store, [alone.folder])
    assert [(one.format, one.rows_kept, one.load_id) for one in shared] == [
        (one.format, one.rows_kept, one.load_id) for one in single
    ]
    assert heard[-1] == 3 and heard == sorted(heard)
    for table in ("sent_health_wait", "sent_person", "sent_attendance", "put_right", "set_aside"):
        told = f"select * from {table} order by all"
        assert desk.rows(told) == alone.rows(told), table
