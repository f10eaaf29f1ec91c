"""The schools' registers: a line for each pupil and half-day of the last year, fifteen million for a whole area."""

import numpy as np

from goldenthread.simulator.attendance import LATE_MINUTES, MARKS, Daily
from goldenthread.simulator.dates import as_date, spell
from goldenthread.simulator.draws import Whole
from goldenthread.simulator.tables import Column
from goldenthread.simulator.views.delivery import Delivery
from goldenthread.simulator.views.identity import Seen
from goldenthread.simulator.views.rolls import pupil_ids
from goldenthread.simulator.world import World

_HEADING = (
    "source_org,extract_date,source_person_id,upn,setting_urn,attendance_date,session_code,attendance_code,"
    "late_minutes\n"
)


def send_sessions(world: World, seen: Seen, daily: Daily, delivery: Delivery) -> None:
    """One file a school. A pupil who moved is in both, each with the days there.

    Lines are joined from ready-made ends (one for each half-day and mark) behind each pupil's own beginning: the only
    way found that writes fifteen million lines in seconds.
    """
    stamp = as_date(world.time.as_of).isoformat()
    ends = _ends(daily)
    for school in np.unique(daily.school[daily.school >= 0]).tolist():
        urn = world.schools.urn[school]
        here = daily.school == school
        rows = np.flatnonzero(here.any(axis=1))
        open_columns = np.repeat(here[rows][:, daily.term], 2, axis=1)
        marks = np.where(open_columns, daily.marks[rows], 0)
        begins = _begins(seen, daily.pupil[rows], school, urn, stamp)
        parts, count = [_HEADING], 0
        for begin, line in zip(begins, marks, strict=True):
            there = np.flatnonzero(line)
            if len(there):
                parts.append(begin + begin.join(ends[there, line[there]].tolist()))
                count += len(there)
        name = f"gt_attendance_sessions_v1_URN{urn}_{stamp}.csv"
        delivery.write_bytes(f"schools/{urn}/{stamp}", name, "".join(parts).encode(), count)


def _begins(seen: Seen, person: Whole, school: int, urn: str, stamp: str) -> list[str]:
    ids = pupil_ids(np.full(len(person), school), person)
    return [f"URN:{urn},{stamp},{own},{upn or ''},{urn}," for own, upn in zip(ids, seen.upn[person], strict=True)]


def _ends(daily: Daily) -> Column:
    """The end of a line for each half-day and each mark."""
    days = spell(daily.days).tolist()
    ends = np.empty((2 * len(days), len(MARKS)), dtype=object)
    for place, when in enumerate(days):
        for half, session in enumerate(("AM", "PM")):
            for mark, code in enumerate(MARKS):
                ends[2 * place + half, mark] = f"{when},{session},{code},{LATE_MINUTES.get(mark, '')}\n"
    return ends
