"""The area's own lists: its teams and their duties, the people in them, its schools and their terms."""

import numpy as np

from goldenthread.simulator.dates import spell
from goldenthread.simulator.settings import calibration
from goldenthread.simulator.staff import all_half_terms, inset_days, members, teams
from goldenthread.simulator.tables import Table, blank, either, figures, yes_no
from goldenthread.simulator.views.council import ORG
from goldenthread.simulator.views.own import Post, Sender, Template
from goldenthread.simulator.world import World

_LISTS = Sender("lists", "LA990", ORG)
_TEAMS = Template(
    name="teams", key="team", events={}, plans={"started_date": "started"},
    words={
        "team_id": "team", "team_name": "name", "agency_code": "agency", "service_code": "service",
        "setting_urn": "urn", "locality_code": "locality", "duty_codes": "duties", "weekly_budget_count": "weekly",
    },
    follows={},
)  # fmt: skip
_MEMBERS = Template(
    name="team_members", key="row", events={},
    plans={
        "absent_from_date": "absent_from", "absent_to_date": "absent_to", "started_date": "started",
        "ended_date": "ended",
    },
    words={
        "team_id": "team", "worker_id": "worker", "worker_name": "name", "email": "email", "role_code": "role",
        "lead_flag": "lead_told", "deputy_flag": "deputy_told",
    },
    follows={},
)  # fmt: skip
_SETTINGS = Template(
    name="settings", key="urn", events={}, plans={},
    words={
        "setting_urn": "urn", "setting_name": "name", "phase_code": "phase", "setting_postcode": "postcode",
        "locality_code": "locality", "host_la_org": "host",
    },
    follows={},
)  # fmt: skip
_TERMS = Template(
    name="school_terms", key="row", events={}, plans={"term_start_date": "first", "term_end_date": "last"},
    words={"setting_urn": "urn", "term_code": "term", "closed_dates": "closed"}, follows={},
)  # fmt: skip


def send_lists(world: World, post: Post) -> None:
    """One delivery of each on the last day."""
    as_of = world.time.as_of
    codes = np.array(calibration()["population"]["localities"], dtype=object)
    team = teams(world)
    staff = members(world, team)
    table = team.having(weekly=figures(team["budget"].astype(np.int64)), started=np.full(len(team), as_of - 2000))
    staff = staff.having(row=staff["worker"], lead_told=yes_no(staff["lead"]), deputy_told=yes_no(staff["deputy"]))
    schools = world.schools
    settings = Table(
        urn=schools.urn, name=schools.name, phase=schools.phase, postcode=schools.postcode,
        locality=either(schools.home, codes[schools.locality], None), host=schools.host,
    )  # fmt: skip
    rng = world.draws("post lists")
    for template, rows in ((_TEAMS, table), (_MEMBERS, staff), (_SETTINGS, settings), (_TERMS, _terms(world))):
        post.send(_LISTS, template, rows, np.full(len(rows), as_of - 60), rng, days=(0,))


def _terms(world: World) -> Table:
    """A row for each half-term of each school, and the council's own without a school number."""
    closed_at = inset_days(world)
    urns, schools = world.schools.urn, np.flatnonzero(world.schools.home).tolist()
    rows = []
    for half in all_half_terms(world):
        rows.append((None, half, ()))
        for school in schools:
            shut = closed_at[school, half.year]
            rows.append((urns[school], half, tuple(shut[(shut >= half.first) & (shut <= half.last)].tolist())))
    closed = [";".join(spell(np.array(days)).tolist()) or None if days else None for _, _, days in rows]
    count = len(rows)
    table = Table(
        urn=np.array([urn for urn, _, _ in rows], dtype=object),
        term=np.array([half.term for _, half, _ in rows], dtype=object),
        first=np.array([half.first for _, half, _ in rows]), last=np.array([half.last for _, half, _ in rows]),
        closed=np.array(closed, dtype=object), row=blank(count),
    )  # fmt: skip
    table["row"] = np.array(
        [f"{urn or 'LA'}-{first}" for urn, first in zip(table["urn"], spell(table["first"]), strict=True)], dtype=object
    )
    return table
