"""What the health visitor's mandated reviews after the birth have in common: one rule, four windows."""

from goldenthread.calendars import birthday_sql
from goldenthread.engine import Value
from goldenthread.law import Provision, healthy_child_programme
from goldenthread.pathways._pathway import Pathway
from goldenthread.records import Category

OLDEST_YEARS = 5

# No record is never "not done". A child of five or more is owed no review any more. Of two providers' rows the one
# that says it was done holds, then the newest. A review held early counts as done: the family had it. Nothing was
# mandated for children born before October 2015, so they have no clock.
_RULE = f"""
    with told as (
        select h.child_id, h.status, h.held, h.declined, h.responsible_from, h.responsible_to, h.derivation,
            h.record_id, h.source, h.sender,
            row_number() over (partition by h.child_id order by case when h.held is not null then 1 else 2 end, h.held,
                h.received desc, h.record_id) as best
        from health_check h where h.check_code = $check_code
    ),
    dated as (
        select c.child_id, c.born, t.record_id, t.source, t.sender, t.status, t.held, t.declined, t.responsible_from,
            t.responsible_to, t.derivation, t.child_id is null as silent,
            cast({{opens}} as date) as opens, cast({{due}} as date) as due,
            {birthday_sql("c.born", OLDEST_YEARS)} as fifth_birthday
        from child c
        left join told t on t.child_id = c.child_id and t.best = 1
        where c.born <= $as_of
    )
    select d.child_id, $check_code as subject, $says as subject_says, d.born as started, d.opens,
        case when coalesce(d.status, 'DONE') in ('DONE', 'DUE', 'OFFERED', 'BOOKED') then d.held end as stopped,
        case when d.held is not null then null
            when d.responsible_from > d.due then d.responsible_from
            when d.fifth_birthday <= $as_of then d.fifth_birthday end as closed,
        case when d.responsible_from > d.due then 'The family moved in after the time for it,'
            else 'It was not done, and the programme ended with the fifth birthday' end as closed_because,
        case
            when d.status = 'NOTAPPL' and d.held is null then 'not_due'
            when d.status = 'MOVEDIN' and d.held is null then 'not_due'
            when d.status in ('DNA', 'CANCPROV', 'CANCFAM', 'DECLINED', 'NOTAPPL', 'MOVEDIN') and d.held is not null
                then 'cannot_tell'
            when d.held < d.born then 'cannot_tell'
            when d.held is not null then null
            when d.status = 'DONE' then 'cannot_tell'
            when d.status = 'DECLINED' or d.declined is not null then 'declined'
            when d.silent and d.opens <= $as_of then 'not_known'
            when d.responsible_to < d.due and d.fifth_birthday > $as_of and d.opens <= $as_of then 'not_known'
            when d.status is null and d.opens <= $as_of and d.fifth_birthday > $as_of then 'not_known'
        end as answer,
        case
            when d.status = 'NOTAPPL' and d.held is null then 'The provider says that it does not apply.'
            when d.status = 'MOVEDIN' and d.held is null then 'The family moved in after the time for it.'
            when d.status in ('DNA', 'CANCPROV', 'CANCFAM', 'DECLINED', 'NOTAPPL', 'MOVEDIN') and d.held is not null
                then 'The provider gives a day it was done and also says that it was not.'
            when d.held < d.born then 'It is dated before the birth.'
            when d.held is not null then null
            when d.status = 'DONE' then 'The provider says that it was done and gives no day.'
            when d.status = 'DECLINED' or d.declined is not null then 'The family declined it.'
            when d.silent and d.opens <= $as_of then 'No record of this review has been received; that does not mean '
                || 'that it was not done.'
            when d.responsible_to < d.due and d.fifth_birthday > $as_of and d.opens <= $as_of
                then 'The family left this provider before it was due, and no other has sent a record of it.'
            when d.status is null and d.opens <= $as_of and d.fifth_birthday > $as_of
                then 'The provider does not say what became of it.'
        end as because,
        case when d.derivation = 'INFERRED' and d.held is not null then true else false end as estimated,
        d.record_id, d.source, d.sender
    from dated d
    where (d.record_id is not null or d.fifth_birthday > $as_of) and d.born >= $mandated_from
"""


def window(opens: Provision, closes: Provision, code: str, check: str, title: str, says: str) -> Pathway:
    """The pathway of one review: from when it can be made, by when it is made, and the code its records bear."""
    given: dict[str, Value] = {"check_code": check, "says": says, "mandated_from": closes.in_force_from}
    return Pathway(
        code=code,
        title=title,
        category=Category.HEALTH,
        starts="the birth",
        stops="the day the review was held",
        stages=("not yet due", "in its window", "late", "no longer due after the fifth birthday"),
        limits=(closes,),
        basis=(opens, healthy_child_programme.UNIVERSAL_REVIEWS),
        needs=("health_check",),
        warns_days=7 if closes.weeks else 30,
        given=given | {"opens_after": _number(opens), "due_after": _number(closes)},
        sql=_RULE.format(opens=_after("opens_after", opens), due=_after("due_after", closes)),
    )


def _after(name: str, provision: Provision) -> str:
    """The birth date plus a provision's duration, as portable SQL over the value ``name``."""
    unit, _ = provision.duration() or ("days", 0)
    return {
        "days": f"c.born + ${name}",
        "weeks": f"c.born + ${name} * 7",
        "months": f"c.born + ${name} * interval 1 month",
    }[unit]


def _number(provision: Provision) -> int:
    found = provision.duration()
    return found[1] if found else 0
