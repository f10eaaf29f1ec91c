"""The people who do the work: teams with their duties, members with leads and deputies, and who is away."""

import numpy as np

from goldenthread.simulator.dates import HalfTerm, half_terms
from goldenthread.simulator.draws import Whole, whole_days
from goldenthread.simulator.naming import pool
from goldenthread.simulator.settings import calibration
from goldenthread.simulator.tables import NO_DATE, Column, Table, numbered
from goldenthread.simulator.waits import PROVIDERS
from goldenthread.simulator.world import World

_SERVICE_AGENCY = {"CAMHS": "CAMHS", "ASD": "CAMHS", "ADHD": "CAMHS", "PSY": "CAMHS"}
_SERVICE_ROLE = {"SLT": "SLT", "OT": "OT", "PT": "PT", "CAMHS": "CAMHSP", "PAED": "DOC"}
# team, name, agency, duties, weekly budget, role of its members; one for the whole area
_AREA_TEAMS = (
    ("T-TRIAGE", "Joint triage", "ICB", "JOINT_TRIAGE", 10, "DCO"),
    ("T-CWD", "Children with disabilities and short breaks", "CWD", "SHORT_BREAK_REVIEW", 12, "SW"),
    ("T-VS", "Virtual school", "VS", "AWAY_EDUCATION", 8, "VSH"),
    ("T-PERM", "Permanence and residential", "CSC", "AWAY_VISIT;EHC_ADVICE", 8, "SW"),
    ("T-EP", "Educational psychology", "EP", "EHC_ADVICE", 10, "EP"),
    ("T-CIN", "Child in need and protection", "CSC", "EHC_ADVICE", 10, "SW"),
    ("T-FRONT", "Front door", "CSC", "EARLY_HELP_DECISION", 15, "SW"),
    ("T-DATA", "SEND data and improvement", "LASEN", "DATA_QUALITY", 30, "ADMIN"),
    ("T-HV", "Health visiting", "CH", "ASK_CLINICIAN;EHC_ADVICE", 10, "HV"),
    ("T-DATA-A", "Community health information", "CH", "DATA_QUALITY", 20, "ADMIN"),
    ("T-DATA-B", "Hospital information", "ACUTE", "DATA_QUALITY", 20, "ADMIN"),
    ("T-DATA-C", "Mental health information", "CAMHS", "DATA_QUALITY", 20, "ADMIN"),
)


def health_team(provider: Column, service: Column) -> Column:
    """The team of a provider that holds a service's list."""
    letter = {org: name for name, org in PROVIDERS.items()}
    return np.array([f"T-{letter[p]}-{s}" for p, s in zip(provider, service, strict=True)], dtype=object)


def casework_team(locality: Whole) -> Column:
    """The EHC casework team of a locality."""
    codes = calibration()["population"]["localities"]
    return np.array([f"T-EHC-{codes[place]}" for place in locality], dtype=object)


def teams(world: World) -> Table:
    """Every team, sorted by its id, with the duties it carries."""
    rows = _area_rows() + _locality_rows() + _service_rows() + _school_rows(world)
    columns = list(zip(*sorted(rows), strict=True))
    heads = ("team", "name", "agency", "duties", "budget", "role", "service", "urn", "locality")
    return Table(**{head: np.array(column, dtype=object) for head, column in zip(heads, columns, strict=True)})


_Row = tuple[str, str, str, str, int, str, str | None, str | None, str | None]


def _area_rows() -> list[_Row]:
    return [(*team, None, None, None) for team in _AREA_TEAMS]


def _locality_rows() -> list[_Row]:
    found: list[_Row] = []
    for code in calibration()["population"]["localities"]:
        place = code.title()
        found.append(
            (f"T-EHC-{code}", f"EHC casework {place}", "LASEN", "EHC_COORDINATION", 15, "EHCO", None, None, code)
        )
        found.append((f"T-EH-{code}", f"Early help {place}", "EH", "EARLY_HELP_DECISION", 12, "FSW", None, None, code))
    return found


def _service_rows() -> list[_Row]:
    found: list[_Row] = []
    for service, told in calibration()["waits"].items():
        letter = told["provider"]
        agency = _SERVICE_AGENCY.get(service, "ACUTE" if letter == "B" else "CH")
        role = _SERVICE_ROLE.get(service, "NURSE")
        found.append(
            (
                f"T-{letter}-{service}",
                f"{service} team",
                agency,
                "ASK_CLINICIAN;EHC_ADVICE",
                12,
                role,
                service,
                None,
                None,
            )
        )
    return found


def _school_rows(world: World) -> list[_Row]:
    schools, codes = world.schools, calibration()["population"]["localities"]
    teaching = np.flatnonzero(np.isin(schools.phase, ["PRIMARY", "SECONDARY", "SPECIAL", "AP"]))
    found: list[_Row] = []
    for i in teaching.tolist():
        urn, name = schools.urn[i], f"SEN team of {schools.name[i]}"
        found.append((f"T-{urn}", name, "EDU", "SEN_SUPPORT", 4, "SENCO", None, urn, codes[schools.locality[i]]))
    return found


def members(world: World, team: Table) -> Table:
    """A lead, mostly a deputy, and others for each team; some are away on the last day, some have left."""
    rng = world.draws("staff")
    size = np.where(team["role"] == "SENCO", 2, 4 + rng.integers(0, 3, len(team)))
    place = np.repeat(np.arange(len(team)), size)
    within = np.concatenate([np.arange(count) for count in size])
    count = len(place)
    lead, deputy = within == 0, (within == 1) & (rng.random(count) < 0.85)
    given = np.where(
        rng.random(count) < 0.75,
        pool("english", "girls")[rng.integers(0, 90, count)],
        pool("english", "boys")[rng.integers(0, 90, count)],
    )
    family = pool("english", "surnames")[rng.integers(0, 200, count)]
    worker = numbered("W", rng.permutation(count) + 1, 5)
    away = rng.random(count) < 0.07
    leave = world.time.as_of - whole_days(rng, 1, 40, count)
    role = np.where(lead & (team["role"][place] == "SW"), "TM", team["role"][place])
    return Table(
        team=team["team"][place], worker=worker, name=given + " " + family,
        email=np.array([f"{w.lower()}@example.org" for w in worker], dtype=object), role=role.astype(object), lead=lead,
        deputy=deputy, absent_from=np.where(away, leave, NO_DATE),
        absent_to=np.where(away & (rng.random(count) < 0.6), leave + whole_days(rng, 45, 120, count), NO_DATE),
        started=world.time.as_of - whole_days(rng, 100, 3000, count),
        ended=np.where((within > 2) & (rng.random(count) < 0.08), world.time.as_of - 30, NO_DATE),
    )  # fmt: skip


def lead_workers(world: World, team: Column, person: Whole) -> Column:
    """Who in a team has each child: its members who do not lead it and have not left, in turn; None without a team."""
    staff = members(world, teams(world))
    has = staff.where(~staff["lead"] & (staff["ended"] == NO_DATE))
    by_team = {name: has["worker"][has["team"] == name] for name in {one for one in team if one is not None}}
    chosen = [
        by_team[name][who % len(by_team[name])] if name is not None and len(by_team[name]) else None
        for name, who in zip(team, person.tolist(), strict=True)
    ]
    return np.array(chosen, dtype=object)


def inset_days(world: World) -> dict[tuple[int, int], Whole]:
    """Three closed days a school year at each school: (school, year) → days."""
    rng = world.draws("closed days")
    found = {}
    for year in world.time.years:
        halves = half_terms(year)
        for school in range(len(world.schools.urn)):
            found[school, year] = np.array(
                [halves[0].first, halves[int(rng.integers(1, 4))].first, halves[-1].school_days()[-1]]
            )
    return found


def all_half_terms(world: World) -> list[HalfTerm]:
    """The thirty half-terms of the five school years."""
    return [half for year in world.time.years for half in half_terms(year)]
