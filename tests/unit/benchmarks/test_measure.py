"""What a job costs in memory is what all its processes hold at one moment, and not the largest of them alone."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import cost, family

HOLDS = "import sys, time; held = bytearray(60_000_000); time.sleep(1.5)"
TWO = f"""
import subprocess, sys
for one in [subprocess.Popen([sys.executable, "-c", {HOLDS!r}]) for _ in range(2)]:
    one.wait()
"""


def test_processes_beside_each_other_are_added_up() -> None:
    assert cost("one", [sys.executable, "-c", HOLDS]).peak < 110
    assert 115 < cost("two", [sys.executable, "-c", TWO]).peak < 220


def test_the_server_of_the_stores_database_belongs_to_the_job(tmp_path: Path) -> None:
    data = str(tmp_path / "pg")
    server = subprocess.Popen([sys.executable, "-c", "input()", "-D", data], stdin=subprocess.PIPE)
    try:
        elsewhere = os.getppid()
        assert server.pid in family(elsewhere, data) and server.pid not in family(server.pid + 10_000_000, "")
        assert family(os.getpid()) >= {os.getpid(), server.pid}
        assert family(10_000_000, data) == {10_000_000, server.pid}
    finally:
        server.communicate(b"\n")
