"""Makes the demonstration accounts of a made-up area: one for each role, each a person of the area's own staff file."""

import os
from dataclasses import dataclass
from pathlib import Path

import psycopg

from goldenthread.access import Role
from goldenthread.store import Store, StoreError
from goldenthread.web.accounts.passwords import made_up
from goldenthread.web.server import set_up

KEPT = "demo-accounts.txt"  # in the store, for its owner only: a line an account, address and password

# whom to look for in the staff file: roles there, then duties of the team; who has most work comes first
WANTED: dict[Role, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Role.TRIAGE_LEAD: ((), ("JOINT_TRIAGE",)),
    Role.SENCO: (("SENCO",), ("SEN_SUPPORT",)),
    Role.EHC_COORDINATOR: (("EHCO",), ("EHC_COORDINATION",)),
    Role.SOCIAL_WORKER: (("SW",), ("AWAY_VISIT", "AWAY_EDUCATION", "SHORT_BREAK_REVIEW")),
    Role.THERAPIST: (("SLT", "OT", "PT", "CAMHSP", "NURSE"), ("ASK_CLINICIAN",)),
    Role.TEAM_MANAGER: (("TM",), ("SHORT_BREAK_REVIEW", "EARLY_HELP_DECISION")),
    Role.DCO: (("DCO", "DMO", "DOC"), ()),
    Role.LEADER: (("COMM",), ()),
    Role.ANALYST: (("ADMIN",), ("DATA_QUALITY",)),
    Role.INFORMATION_GOVERNANCE: ((), ()),
    Role.ADMINISTRATOR: ((), ()),
}
NAMES = {
    Role.LEADER: "Demonstration leader",
    Role.INFORMATION_GOVERNANCE: "Demonstration information governance",
    Role.ADMINISTRATOR: "Demonstration administrator",
}


@dataclass(frozen=True)
class DemoAccount:
    """One account: its role, who it is, and how to sign in."""

    role: Role
    name: str
    email: str
    password: str
    worker_id: str


def make(url: str, store: Store) -> list[DemoAccount]:
    """One account for each role, made where there is none, with this store's own password.

    Raises StoreError when the store holds an area's own files.
    """
    if not store.simulated:
        raise StoreError(f"{store.path} holds an area's own files: no demonstration account is ever made there.")
    set_up(url, store)
    password = _password(store)
    taken: set[str] = set()
    made = []
    for role, (codes, duties) in WANTED.items():
        worker_id, name = _person(url, codes, duties, taken)
        taken.add(worker_id)
        made.append(_account(role, name, password, worker_id))
    _keep(store.path / KEPT, made)
    return sorted(made, key=lambda one: list(Role).index(one.role))


def lines(url: str, store: Store) -> list[str]:
    """What the command line prints: the password, then an address for each role."""
    made = make(url, store)
    width = max(len(one.email) for one in made)
    rows = [f"  {one.email:{width}}  {one.role.says}, {one.role.opens}" for one in made]
    return [f"Sign in as any of these, with the password {made[0].password}", *rows]


def _account(role: Role, name: str, password: str, worker_id: str) -> DemoAccount:
    from goldenthread.web.accounts.models import User

    email = f"{role.name.lower().replace('_', '.')}@example.org"
    name = name or NAMES.get(role, f"Demonstration {role.says}")
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.make(email, name, role.name, password, worker_id=worker_id)
    elif not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return DemoAccount(role, user.name, email, password, user.worker_id)


def _person(url: str, codes: tuple[str, ...], duties: tuple[str, ...], taken: set[str]) -> tuple[str, str]:
    """A person of the staff file with that role and duty, the busiest that has no account yet; empty when none fits."""
    with psycopg.connect(url) as connection:
        found = connection.execute(_PEOPLE, {"codes": list(codes), "duties": list(duties)}).fetchall()
    return next(((worker, name) for worker, name in found if worker not in taken), ("", ""))


_PEOPLE = """
    with busy as (select owner, count(*) as n from published.card group by owner),
    team as (select team_id, count(*) as n from published.card group by team_id),
    people as (
        select m.worker_id, max(m.name) as name, max(coalesce(b.n, 0)) as n, max(coalesce(k.n, 0)) as team_n,
               bool_or(m.role = any(%(codes)s)) as fits, bool_or(t.duties && %(duties)s::text[]) as duty,
               bool_or(coalesce(m.absent_from <= r.as_of and coalesce(m.absent_to >= r.as_of, true), false)) as away
        from published.team_member m
        cross join published.run r
        left join published.team t using (team_id)
        left join team k using (team_id)
        left join busy b on b.owner = m.worker_id
        where m.ended is null
        group by m.worker_id
    )
    select worker_id, name from people where fits or duty
    order by fits desc, away, duty desc nulls last, n desc, team_n desc, worker_id
"""


def _password(store: Store) -> str:
    path = store.path / KEPT
    if path.exists():
        kept = path.read_text(encoding="utf-8").split()
        if len(kept) >= 2:
            return kept[1]
    return made_up(3)


def _keep(path: Path, made: list[DemoAccount]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{one.email} {one.password}\n" for one in made)
