"""A child living away from home was due a visit that nobody made."""

from goldenthread.law import care_planning_regulations, residential_visits_regulations
from goldenthread.signals._parts import AWAY_NOW, MISSED_VISIT, NOT_SCORED, WITHOUT_EDUCATION
from goldenthread.signals._signal import Signal
from goldenthread.teams import Duty

# a visit missed and none held since; or any visit missed of a child who has no education, whom no visit has helped
_MISSED = f"""
    {AWAY_NOW},
    {WITHOUT_EDUCATION},
    {MISSED_VISIT},
    unmade as (
        select m.child_id, m.placement_id, m.record_id, m.due, m.last_held
        from missed_visit m
        left join without_education w on w.child_id = m.child_id and w.placement_id = m.placement_id
        where m.last_held is null or m.last_held < m.due or w.child_id is not null
    )
"""

SIGNAL = Signal(
    title="Living away, and a visit that was due was not held",
    says="A visit was due on {due:date} and was not held; last visit: {last_held:date_or_never}",
    asks="Who will visit, on what day, and see the child alone?",
    duty=Duty.AWAY_VISIT,
    domain="care",
    basis=(care_planning_regulations.VISITS_SIX_WEEKLY, residential_visits_regulations.VISITS),
    answers=("F29", "P5"),
    needs=("away_placement", "away_event"),
    silence=("away_events",),
    expires="when a visit is held and the child is in education, or the placement ends",
    finds=f"""
        with {_MISSED}
        select child_id, min(due) + 1 as since, min(due) as due, max(last_held) as last_held
        from unmade
        group by child_id
    """,
    because=f"""
        with {_MISSED}
        select u.child_id, u.record_id, u.due as happened, 'away_event' as record
        from unmade u
        join found f on f.child_id = u.child_id
        union all
        select a.child_id, a.record_id, a.started as happened, 'away_placement' as record
        from away_now a
        join found f on f.child_id = a.child_id
    """,
    unknown=f"""
        with {AWAY_NOW}
        select a.child_id, 'Not known: no visit to this child has been recorded, due or held.' as because
        from away_now a
        left join away_event e on e.child_id = a.child_id and e.kind in ('V28', 'V85')
        where e.child_id is null
        group by a.child_id
    """,
    evidence="A visit is when somebody from home sees the child; the register's own dates show that one was missed.",
    error_rate=NOT_SCORED,
    version="1",
)
