"""Runs every pathway: spans by each one's own rule, then due dates and states by one rule for all."""

from datetime import date
from functools import cache

import pyarrow as pa

from goldenthread import catalogue
from goldenthread.calendars import in_words
from goldenthread.engine import Engine, Value, check_rule
from goldenthread.pathways._clock import CLOCK, COUNTS
from goldenthread.pathways._once import GIVEN, ONCE, TOLD_ONCE
from goldenthread.pathways._pathway import NEEDED, SPAN, Pathway, own_name
from goldenthread.pathways._tables import SENDER_HEARD, inner_schema, limits, register, schema

STALE_DAYS = 31  # local: what a file older than this does not show may have happened since


@cache
def pathways() -> dict[str, Pathway]:
    """Every pathway by name, in alphabetical order.

    Raises RuleError when a rule is not portable or names an unknown column, ValueError when it returns a column that
    no clock has or lacks one that every clock needs.
    """
    found = catalogue.load("goldenthread.pathways", Pathway)
    known = schema(TOLD_ONCE)
    for name, pathway in found.items():
        check_rule(pathway.sql, known, f"pathways/{name}")
        _check_columns(name, pathway)
    return found


def run(engine: Engine, as_of: date) -> None:
    """Makes `clock` (records.Clock), `pathway_register`, `clock_count` and the tables the rules share (see _once).

    Reads the agency tables joined to children, `child`, `calendar`, and `source` where there is one: a limit passed
    only since the newest file of a sender who is late, or sends seldom, is *not known*, never overdue.
    `pathway_register` has one row for each (pathway, provision). Raises EngineError when a table is missing.
    """
    declared = pathways()
    engine.attach_arrow("pathway_limit", limits(declared))
    engine.attach_arrow("pathway_register", register(declared))
    _hear_senders(engine, as_of)
    given = _given(declared, as_of)
    steps = [*ONCE.items(), ("clock_span", _spans()), ("clock", CLOCK), ("clock_count", COUNTS)]
    engine.create_all(steps, given)


@cache
def _spans() -> str:
    return " union all ".join(each.span(name) for name, each in pathways().items())


def check() -> None:
    """Lints the rules all pathways share. Raises RuleError."""
    inner = inner_schema()
    check_rule(CLOCK, inner, "pathways/_clock")
    check_rule(COUNTS, inner, "pathways/_clock counts")
    known = schema(TOLD_ONCE)
    for table, sql in ONCE.items():
        check_rule(sql, known, f"pathways/_once {table}")


def _hear_senders(engine: Engine, as_of: date) -> None:
    """How new each sender's newest file is: past a month, or late for its cadence, it proves no breach since."""
    if "source" in engine.tables():
        late = "coalesce(state = 'late' or newest < $as_of - $stale_days, false) as late"
        given: dict[str, Value] = {"as_of": as_of, "stale_days": STALE_DAYS}
        engine.create("sender_heard", f"select source, sender, newest, {late} from source", given)
        return
    kinds = {"varchar": pa.string(), "date": pa.date32(), "boolean": pa.bool_()}
    nobody = {name: pa.array([], kinds[kind]) for name, kind in SENDER_HEARD.items()}
    engine.attach_arrow("sender_heard", pa.table(nobody))


def _given(declared: dict[str, Pathway], as_of: date) -> dict[str, Value]:
    own = {own_name(name, key): value for name, each in declared.items() for key, value in each.given.items()}
    return {**own, **GIVEN, "as_of": as_of, "as_of_says": in_words(as_of)}


def _check_columns(name: str, pathway: Pathway) -> None:
    columns = pathway.columns()
    unknown, missing = set(columns) - set(SPAN), set(NEEDED) - set(columns)
    if unknown or missing:
        said = f"returns {sorted(unknown)}, which no clock has" if unknown else f"lacks {sorted(missing)}"
        raise ValueError(f"pathways/{name} {said}.")
