"""Somebody has asked for help for a child again and again, and nobody has begun an assessment (condition T10)."""

from goldenthread.law import working_together
from goldenthread.signals._parts import NOT_MEASURED, PLAN_IN_FORCE, PLAN_RECORD, SCHOOL_LEVEL
from goldenthread.signals._signal import Signal
from goldenthread.teams import Duty

CONTACTS = 3  # local: on how many different days

# the days of contact of the last months, and no assessment begun since the first of them. It has been true since the
# first day that was the third within so many months.
_ASKED = """
    contact_day as (select distinct child_id, happened from care_contact where happened <= $as_of),
    asked as (
        select child_id, min(happened) as first_day, max(happened) as last_day, count(*) as days
        from contact_day
        where happened >= cast($as_of - $months * interval 1 month as date)
        group by child_id
        having count(*) >= $contacts
    ),
    unassessed as (
        select a.child_id, a.first_day, a.last_day, a.days
        from asked a
        left join care_assessment s on s.child_id = a.child_id and s.started >= a.first_day and s.started <= $as_of
        where s.child_id is null
    ),
    enough as (
        select d.child_id, d.happened
        from contact_day d
        join contact_day e on e.child_id = d.child_id and e.happened <= d.happened
            and e.happened >= cast(d.happened - $months * interval 1 month as date)
        group by d.child_id, d.happened
        having count(*) >= $contacts
    )
"""

SIGNAL = Signal(
    title="Repeated requests for help, and no assessment",
    says="{days} contacts between {first_day:date} and {last_day:date}, and no assessment begun since the first",
    asks="Will early help or social care look at these contacts together, and tell the family what is decided?",
    duty=Duty.EARLY_HELP_DECISION,
    domain="care",
    basis=(
        working_together.REPEATED_CONTACTS_ARE_LOOKED_AT_TOGETHER,
        working_together.EARLY_HELP_WHERE_NEEDS_EMERGE,
    ),
    answers=("F8",),
    needs=("care_contact", "care_assessment", "sen_provision", "ehc_plan"),
    silence=("care_assessment",),
    expires="when an assessment begins, or fewer than three of the contacts are eighteen months old or newer",
    condition="T10",
    finds=f"""
        with {_ASKED},
        {SCHOOL_LEVEL},
        {PLAN_IN_FORCE}
        select u.child_id, min(e.happened) as since, u.days, u.first_day, u.last_day
        from unassessed u
        join enough e on e.child_id = u.child_id and e.happened >= u.first_day
        left join school_level s on s.child_id = u.child_id and s.supported = 1
        left join plan_in_force p on p.child_id = u.child_id
        where s.child_id is not null or p.child_id is not null
        group by u.child_id, u.days, u.first_day, u.last_day
    """,
    because=f"""
        with {PLAN_IN_FORCE},
        {SCHOOL_LEVEL}
        select c.child_id, c.record_id, c.happened, 'care_contact' as record
        from care_contact c
        join found f on f.child_id = c.child_id and c.happened between f.first_day and f.last_day
        union all
        select s.child_id, s.record_id, s.as_at as happened, 'sen_provision' as record
        from sen_provision s
        join found f on f.child_id = s.child_id
        join school_level n on n.child_id = s.child_id and n.as_at = s.as_at
        where s.level <> 'N'
        union all
        {PLAN_RECORD}
    """,
    unknown=f"""
        with {_ASKED},
        {SCHOOL_LEVEL},
        {PLAN_IN_FORCE}
        select u.child_id, 'Not known: no school has said whether this child has SEN support.' as because
        from unassessed u
        left join school_level s on s.child_id = u.child_id
        left join plan_in_force p on p.child_id = u.child_id
        where s.child_id is null and p.child_id is null
    """,
    given={"contacts": CONTACTS, "months": working_together.REPEATED_CONTACTS_ARE_LOOKED_AT_TOGETHER.months},
    evidence="Inspectors found families asking several times before anyone looked at the whole.",
    error_rate=NOT_MEASURED,
    version="1",
)
