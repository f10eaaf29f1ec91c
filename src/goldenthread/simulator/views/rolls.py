"""What schools send every week: who is on their roll, and a mark for each half-day."""

from functools import partial

import numpy as np

from goldenthread.simulator.dates import year_group
from goldenthread.simulator.draws import Whole
from goldenthread.simulator.identification import CODES, NONE
from goldenthread.simulator.tables import NO_DATE, Column, Table, either, every, yes_no
from goldenthread.simulator.views.identity import Seen
from goldenthread.simulator.views.own import Post, Sender, Template
from goldenthread.simulator.world import World

_TWO_YEARS = 730
_ROLL = Template(
    name="school_roll", key="row", events={"admission_date": "admitted", "leaving_date": "left"}, plans={},
    words={
        "setting_urn": "urn", "enrolment_code": "enrolled", "year_group_code": "group", "sen_provision_code": "sen",
        "need_code": "need", "fsm_flag": "meals", "looked_after_flag": "looked_after",
        "leaving_destination_code": "destination",
    },
    follows={"leaving_destination_code": "leaving_date"},
)  # fmt: skip
_PRIME = 100_003


def pupil_ids(school: Whole, person: Whole) -> Column:
    """The number a school's own system gives a pupil: different at every school."""
    number = ((person + 1) * (2 * school + 3) * 31 + school * 17) % _PRIME
    return np.array([f"{n:06d}" for n in number.tolist()], dtype=object)


def year_words(group: Whole) -> Column:
    """Year groups as the census writes them: N1, N2, R, 1 to 14."""
    labels = np.array(["N1", "N2", "R", *[str(n) for n in range(1, 15)]], dtype=object)
    return labels[np.clip(group + 2, 0, len(labels) - 1)]


def send_rolls(world: World, seen: Seen, post: Post) -> Table:
    """Each school's roll: everyone on it, and who left in the last 24 months. Returns all rows as delivered."""
    spells, as_of = world.enrolment.spells, world.time.as_of
    rows = spells.where((spells["left"] == NO_DATE) | (spells["left"] > as_of - _TWO_YEARS))
    table = _roll_words(rows, world)
    rng = world.draws("post rolls")
    for school in np.unique(table["school"]).tolist():
        urn = world.schools.urn[school]
        mine = table.where(table["school"] == school)
        sender = Sender(f"schools/{urn}", f"URN{urn}", f"URN:{urn}")
        post.send(sender, _ROLL, mine, mine["admitted"], rng, seen, ids=partial(_own_ids, school))
    return table


def _own_ids(school: int, record: Whole) -> Column:
    """The same records under the school's own numbers."""
    return pupil_ids(np.full(len(record), school), record)


def _roll_words(rows: Table, world: World) -> Table:
    person, time = rows["person"], world.time
    term = np.where(rows["left"] == NO_DATE, 14, time.term_index(rows["left"]))
    then = world.provision.level[person, term // 3].astype(np.int64)
    level = np.where(rows["left"] == NO_DATE, world.provision.current()[person], then)
    year = np.array(time.years)[term // 3]
    group = np.zeros(len(rows), dtype=np.int64)
    for value in np.unique(year).tolist():
        mask = year == value
        group[mask] = year_group(world.people.born[person[mask]], value)
    urn = world.schools.urn[rows["school"]]
    return rows.having(
        urn=urn, enrolled=every("C", len(rows)), group=year_words(group), sen=CODES[level], level=level,
        need=either(level == NONE, None, world.first_need[person]), meals=yes_no(world.free_meals[person]),
        looked_after=yes_no(world.care.looked_after[person]),
        row=_row_ids(urn, pupil_ids(rows["school"], person), rows["admitted"]),
    )  # fmt: skip


def _row_ids(urn: Column, pupil: Column, admitted: Whole) -> Column:
    return np.array([f"{u}-{p}-{a}" for u, p, a in zip(urn, pupil, admitted.tolist(), strict=True)], dtype=object)
