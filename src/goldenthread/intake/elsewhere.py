"""Lets a second reader work in a process of its own: two in one wait for each other's memory, and for Python.

The process never outlives the one that made it, so a load that is killed is killed whole.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Thread
from types import TracebackType
from typing import Any

from goldenthread.store import StoreError

Told = Callable[[str, int], None]  # the file in hand, and how many more are done
_LOOKS = 0.05  # seconds between two looks at whether the first process is still there, where the system does not tell
_DIE_WITH_PARENT = 1  # prctl(2): PR_SET_PDEATHSIG
_BEGIN = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from goldenthread.intake.elsewhere import begin; begin(int(sys.argv[2]), int(sys.argv[3]))"
)


class Elsewhere:
    """``work(*given, told)`` in another process while the block runs; ``work`` is a function of a module.

    The process knows nothing of the program that began it, so that any program may load files. It is ended at once when
    the block ends with an error.
    """

    def __init__(self, work: Callable[..., Any], *given: Any) -> None:
        self._here, there = Pipe()
        told = [json.dumps(sys.path), str(there.fileno()), str(os.getpid())]
        self._process = subprocess.Popen(  # noqa: S603 — our own program, and nothing that a sender wrote
            [sys.executable, "-c", _BEGIN, *told], pass_fds=[there.fileno()], stdin=subprocess.DEVNULL
        )
        there.close()
        with suppress(ConnectionError):  # it has ended already, which ``result`` tells
            self._here.send((work, given))

    def __enter__(self) -> "Elsewhere":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is not None:
            self._process.kill()
        self._process.wait()
        self._here.close()

    def result(self, told: Told) -> Any:
        """What came of it, or what it raised; ``told`` hears how far it is.

        Raises StoreError when the process ended before its work, as for want of memory.
        """
        while True:
            try:
                kind, said = self._here.recv()
            except (EOFError, ConnectionError):
                raise StoreError("A reader of files was stopped before it was done. Load the files again.") from None
            if kind == "told":
                told(*said)
            elif kind == "failed":
                raise said
            else:
                return said


def begin(pipe: int, parent: int) -> None:
    """What the other process does: takes its work from a pipe, and sends back what comes of it."""
    _end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the first process stops this one too
    with Connection(pipe) as there:
        work, given = there.recv()
        try:
            there.send(("done", work(*given, lambda *said: there.send(("told", said)))))
        except Exception as error:
            there.send(("failed", error))


def _end_with(parent: int) -> None:
    """Ends this process when the one that made it is gone, however that ended."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOKS)
    os._exit(1)
