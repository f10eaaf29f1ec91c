"""Makes the worklist of one run: concerns with their owners, cards, and the place of each card."""

from datetime import date

import pyarrow as pa

from goldenthread import teams
from goldenthread.engine import Engine, Value
from goldenthread.priority import levels
from goldenthread.priority.cards import CARD, CARD_CONCERN, CARD_FACTS, CARD_STATE
from goldenthread.priority.concerns import CONCERN, EVENTS, HELD, LAST_ACTED, OPEN_CONCERN
from goldenthread.priority.order import PLACE
from goldenthread.priority.standing import LEVEL_OF_CARD, NEED_DOMAINS, STANDING
from goldenthread.signals import signals

NEW_HARM_DAYS = 28  # a sign that came up this shortly before the first load, or later, does not wait in the backlog
UNCHANGED_DAYS = 84  # 12 weeks
_SIGN = pa.schema([(name, pa.string()) for name in ("signal", "title", "asks", "duty", "basis", "expires", "level")])
_STEPS = (
    ("event_now", EVENTS),
    ("held", HELD),
    ("concern", CONCERN),
    ("acted", LAST_ACTED),
    ("open_concern", OPEN_CONCERN),
    ("need_domain", NEED_DOMAINS),
    ("standing", STANDING),
    ("card_fact", CARD_FACTS),
    ("card_level", LEVEL_OF_CARD),
    ("card_state", CARD_STATE),
    ("card_place", PLACE),
    ("card", CARD),
    ("card_concern", CARD_CONCERN),
)


def run(engine: Engine, as_of: date, go_live: date) -> None:
    """Makes ``concern``, ``card`` and ``card_concern`` in the engine.

    Reads finding, signal_register, clock, child, team tables, the agency tables of open needs, and people's decisions
    (fact_concern_event, fact_backlog_release, fact_level). ``go_live`` is the day of the store's first run: signs older
    than that are its backlog, which a manager releases within each owner's weekly budget.
    """
    engine.attach_arrow("sign", _signs())
    engine.attach_arrow("level", _levels(engine, as_of))
    teams.route(engine, as_of)
    given: dict[str, Value] = {
        "as_of": as_of,
        "go_live": go_live,
        "new_harm_days": NEW_HARM_DAYS,
        "unchanged_days": UNCHANGED_DAYS,
        "urgent_days": levels.URGENT_DAYS,
    }
    engine.create_all(_STEPS, given)


def _signs() -> pa.Table:
    rows = [
        {
            "signal": name,
            "title": signal.title,
            "asks": signal.asks,
            "duty": str(signal.duty),
            "basis": " ".join(f"{provision.instrument}: {provision.says}" for provision in signal.basis),
            "expires": signal.expires,
            "level": min((str(provision.level) for provision in signal.basis), key=_FIRMEST.index, default="local"),
        }
        for name, signal in signals().items()
    ]
    return pa.Table.from_pylist(rows, schema=_SIGN)


_FIRMEST = ("must", "statutory guidance", "guidance", "standard", "local")


def _levels(engine: Engine, as_of: date) -> pa.Table:
    """The partnership's own levels in force on ``as_of``: all those of its newest date, else the starting ones."""
    own = engine.rows(_OWN_LEVELS, {"as_of": as_of})
    if not own:
        return levels.starting_levels()
    days = {level.rule: level.respond_days for level in levels.LEVELS}
    rows = [{"number": n, "rule": rule, "name": name, "respond_days": days[rule]} for n, rule, name in own]
    return pa.Table.from_pylist(rows, schema=levels.SCHEMA)


_OWN_LEVELS = """
    select number, rule, name from fact_level
    where from_date = (select max(from_date) from fact_level where from_date <= $as_of)
    order by number
"""
