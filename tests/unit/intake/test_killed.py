"""A load that is killed at any moment leaves every file whole or absent, and the next one makes up for it."""

import signal
import subprocess
import sys

import pytest
from tests.unit.intake.sending import Desk, desk_at, sessions, waits
from tests.unit.intake.test_deliveries import export, put

from goldenthread import intake

# Runs a load and kills itself at the n-th call of the function named: the disk is then as a power cut leaves it.
_KILLED = """
import os, signal, sys
from pathlib import Path
from goldenthread import intake
from goldenthread.intake.bench import Bench
from goldenthread.store import Store, _files, loads
owner, name = {"write": (Bench, "write"), "create": (Bench, "create"), "settle": (_files, "_settle"),
    "replace": (Path, "replace"), "rename": (Path, "rename"), "json": (loads, "as_json")}[sys.argv[3]]
plain, left = getattr(owner, name), [int(sys.argv[4])]
def dying(*given, **named):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(*given, **named)
setattr(owner, name, dying)
intake.load(Store.open(Path(sys.argv[1])), [Path(sys.argv[2])])
"""


def fill(desk: Desk) -> None:
    """Three kinds of file: one that stands alone, a register, and an export of several tables."""
    desk.put("waits.csv", waits({}, {"received_date": "2025-13-01"}, {}))
    desk.put("register.csv", sessions({}, {"session_code": "PM"}))
    put(desk, export())


def holds(desk: Desk) -> list[object]:
    """What the store says, without the ids of its loads."""
    questions = (
        "select row_key, service from sent_health_wait order by all",
        "select person_key, surname, postcode from sent_person order by all",
        "select row_key, code, sessions from sent_attendance order by all",
        "select row_key, need from sent_sen_need order by all",
        "select column_name, problem from put_right order by all",
        "select line, column_name, raw from set_aside order by all",
    )
    return [desk.rows(question) for question in questions]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """What a store holds that nobody disturbed."""
    desk = desk_at(tmp_path_factory.mktemp("undisturbed"))
    fill(desk)
    intake.load(desk.store, [desk.folder])
    return holds(desk)


@pytest.mark.parametrize(
    ("function", "calls"),
    [
        ("replace", 0),
        ("create", 4),
        ("create", 12),
        ("write", 1),
        ("write", 9),
        ("settle", 3),
        ("settle", 21),
        ("rename", 2),
        ("json", 3),
    ],
)
def test_a_killed_load_leaves_each_file_whole_or_absent(
    desk: Desk, undisturbed: list[object], function: str, calls: int
) -> None:
    fill(desk)
    command = [sys.executable, "-c", _KILLED, str(desk.store.path), str(desk.folder), function, str(calls)]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, f"it ended by itself: {done.stderr.decode()[-500:]}"
    for load in desk.store.loads():
        assert load.rows_read == load.rows_kept + load.rows_set_aside + load.rows_already_held
    desk.rows("select * from put_right")  # what is there can be read
    intake.load(desk.store, [desk.folder])
    assert list(desk.store.path.rglob(".unfinished-*")) == []
    assert holds(desk) == undisturbed
