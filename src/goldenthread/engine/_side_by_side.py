"""Makes several tables at once where none of them waits for another, with the outcome of making them in order."""

import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore

_WORD = re.compile(r"\w+")
Step = tuple[str, str]  # the name of a table, and the SQL that makes it


def side_by_side(steps: Sequence[Step], run: Callable[[str, str], None]) -> None:
    """Runs ``run(table, sql)`` for every step, as many at a time as there are processors.

    A step waits for each earlier one whose table its SQL names, and for those that read the table it replaces; a name
    in a comment or a text counts too, so it may wait in vain but never too little. Raises what the first step that
    failed raised, once all have ended; what depends on that one is not run.
    """
    if not steps:
        return
    at_work = BoundedSemaphore(os.cpu_count() or 1)
    running: list[Future[None]] = []

    def wait_and_run(needed: Sequence[Future[None]], table: str, sql: str) -> None:
        for one in needed:
            one.result()
        with at_work:
            run(table, sql)

    with ThreadPoolExecutor(max_workers=len(steps)) as pool:
        for place, needed in enumerate(waits_for(steps)):
            running.append(pool.submit(wait_and_run, [running[one] for one in needed], *steps[place]))
    for one in running:
        one.result()


def waits_for(steps: Sequence[Step]) -> list[list[int]]:
    """For each step, the places of the earlier steps that must end before it begins."""
    named = [set(_WORD.findall(sql.lower())) for _, sql in steps]
    tables = [table.lower() for table, _ in steps]
    return [
        [
            earlier
            for earlier in range(place)
            if tables[earlier] in named[place] or tables[place] in named[earlier] or tables[earlier] == tables[place]
        ]
        for place in range(len(steps))
    ]
