"""What the health visitor's mandated reviews after the birth have in common: one rule, four windows."""

from goldenthread.calendars import birthday_sql
from goldenthread.engine import Value
from goldenthread.law import Provision, healthy_child_programme
from goldenthread.pathways._pathway import Pathway
from goldenthread.records import Category

OLDEST_YEARS = 5

# Of two providers' rows that which says it was done holds, then one that says what became of it, then that of the
# provider responsible on the day it was due, then the newest.
BEST_FIRST = """case when h.held is not null then 1 when h.status = 'DONE' then 2
                when h.declined is not null then 3
                when h.status in ('DECLINED', 'NOTAPPL', 'MOVEDIN', 'DNA', 'CANCPROV', 'CANCFAM') then 3 else 4 end,
                h.held,
                case when h.responsible_from > {due} or h.responsible_to < {due} then 2 else 1 end,
                h.received desc, h.record_id"""
ONLY_ASKED = "'The newest record says no more than that it was due; whether it was held is not known.'"

# No record is never "not done", nor is one that says no more than that it was due: of a child of five or more, to whom
# no review is owed any more, only a record that says so tells that it was not. A review held early counts as done: the
# family had it. Nothing was mandated for children born before October 2015, so they have no clock.
_RULE = f"""
    with told as (
        select h.child_id, h.status, h.held, h.declined, h.responsible_from, h.responsible_to, h.derivation,
            h.record_id, h.source, h.sender,
            row_number() over (partition by h.child_id order by {{best_first}}) as best
        from health_check h
        join child c on c.child_id = h.child_id
        where h.check_code = $check_code
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
        d.held is null and d.responsible_from > d.due as elsewhere,
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
            when d.responsible_from > d.due then null
            when d.responsible_to < d.due and d.opens <= $as_of then 'not_known'
            when d.status is null and d.opens <= $as_of then 'not_known'
            when d.status in ('DUE', 'OFFERED', 'BOOKED') and d.fifth_birthday <= $as_of then 'not_known'
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
            when d.responsible_from > d.due then null
            when d.responsible_to < d.due and d.opens <= $as_of
                then 'The family left this provider before it was due, and no other has sent a record of it.'
            when d.status is null and d.opens <= $as_of then 'The provider does not say what became of it.'
            when d.status in ('DUE', 'OFFERED', 'BOOKED') and d.fifth_birthday <= $as_of then {ONLY_ASKED}
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
        sql=_rule(_after("opens_after", opens), _after("due_after", closes)),
    )


def _rule(opens: str, due: str) -> str:
    return _RULE.format(opens=opens, due=due, best_first=BEST_FIRST.format(due=f"cast({due} as date)"))


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
