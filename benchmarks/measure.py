"""Runs one command as a whole process and reports wall time, processor time and peak memory."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """What one run cost; ``peak`` is the largest resident size of the process, in MiB."""

    job: str
    wall: float
    cpu: float
    peak: float


def cost(job: str, command: Sequence[str]) -> Cost:
    """Runs ``command``; raises RuntimeError with its last words when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    words = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{job} failed ({process.returncode}):\n{words[-2000:]}")
    return Cost(job, time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def table(costs: Sequence[Cost], against: Cost) -> str:
    """The costs as lines of text, each with its ratio to ``against`` in the same run."""
    head = f"{'job':38} {'wall s':>8} {'cpu s':>8} {'peak MiB':>9} {'× reference':>12}"
    lines = [f"{c.job:38} {c.wall:8.1f} {c.cpu:8.1f} {c.peak:9.0f} {c.wall / against.wall:12.2f}" for c in costs]
    return "\n".join([head, *lines])
