"""A small made-up area, published as a refresh would publish it: what the pages' tests and journeys look at.

The cast (as of 20 November 2026; every name, number and place is invented, from reserved ranges):

    Asha Mehta     8, Year 3, Hillview Primary: on three lists, no SEN support at school; joint triage and the clinician
    Ben Carter     14, Year 9, Oakfield Academy: EHC plan, 16 days suspended, no early review
    Chloe Adeyemi  11, protected address: overnight short break since 2025, never reviewed by social care
    Dev Sharma     15, lives in another council's area, no school for 11 weeks
    Eve Larsen     5, Reception: EHC assessment late; the speech therapist's advice has not come
    Fin O'Rourke   3, not at school: no health check record (not known), two matching names
    Gus <script>   a hostile name, as a test of escaping
    Hal Twin and Ida Twin  same-sex twins at Hillview; only Hal waits
    and thirty-one more, alike but quiet
"""

import datetime
from typing import Any

from .cast import AS_OF, FORENAMES, PEOPLE, SCHOOLS, STORE_ID, TEAMS, Row, ago, children
from .clocks import clocks
from .concerns import because, cards, concerns
from .record import chronology, involvements, link_lines
from .sources import loads, put_right, register, set_aside, sources

__all__ = ["AS_OF", "FORENAMES", "PEOPLE", "ago", "children", "concerns", "publish", "register", "tables"]


def tables() -> dict[str, list[Row]]:
    """Every published table of the world, by name, with its rows."""
    everyone, found = children(), concerns()
    made = list(cards(found))
    return {
        "run": [
            {
                "run_id": "r00001",
                "as_of": AS_OF,
                "published_at": datetime.datetime(2026, 11, 20, 6, 12, tzinfo=datetime.UTC),
                "store_id": STORE_ID,
                "engine": "duckdb",
                "counts": "{}",
            }
        ],
        "child": everyone,
        "involvement": involvements(everyone),
        "chronology": chronology(),
        "clock": clocks(),
        "concern": found,
        "because": because(found),
        "unanswered": [
            {
                "child_id": "c-fin",
                "signal": "health_check_missed",
                "because": "no child-health record received since 2 May 2026",
            }
        ],
        "card": [card for card, _ in made],
        "card_concern": [
            {
                "child_id": card["child_id"],
                "team_id": card["team_id"],
                "owner": card["owner"],
                "signal": one["signal"],
                "since": one["since"],
            }
            for card, held in made
            for one in held
        ],
        "link_line": link_lines(everyone),
        "load": loads(),
        "set_aside": set_aside(),
        "put_right": put_right(),
        "signal_register": register(),
        "source": sources(),
        "sender_name": [{"sender": f"URN:{urn}", "name": name} for urn, (name, _) in SCHOOLS.items()],
        "team": [
            dict(zip(("team_id", "team", "agency", "service", "setting_urn", "locality", "duties"), team, strict=True))
            | {"weekly_budget": 12}
            for team in TEAMS
        ],
        "team_member": [
            {
                "team_id": team_id,
                "worker_id": worker,
                "name": name,
                "email": f"{worker[2:]}@example.org",
                "role": role,
                "is_lead": lead,
                "is_deputy": deputy,
                "started": ago(900),
                "ended": None,
            }
            for worker, name, role, team_id, lead, deputy in PEOPLE
        ],
    }


def publish(connection: Any) -> None:
    """Write the world into ``connection``'s published tables (a psycopg connection), in place of what was there."""
    with connection.transaction(), connection.cursor() as cursor:
        for name, rows in tables().items():
            cursor.execute(f"delete from published.{name}")
            columns = list(rows[0])
            marks = ", ".join(f"%({column})s" for column in columns)
            cursor.executemany(f"insert into published.{name} ({', '.join(columns)}) values ({marks})", rows)
