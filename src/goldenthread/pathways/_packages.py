"""What the reviews of short breaks have in common: a package's start, each social-care review, and the next one due."""

from goldenthread.engine import Value
from goldenthread.law import Provision

# A visit is not a review; a review led by a health service is not a social-care review. A review that the register
# states and for which no event was sent is a contradiction for the sender to mend, not a breach. A register tells of
# the last two years, so that of a round that began before and took twice its time nobody can say that no review was
# held, unless one was due and not held; nor of the time to a package's end.
TOLD_MONTHS = 24  # a file tells of what is open, and of what changed in so many months (Golden Thread templates)
_UNTOLD = """u.reviews = 0 and s.day < cast($as_of - $told_months * interval 1 month as date)
            and {end} > cast(s.day + $twice_months * interval 1 month as date)"""
_UNTOLD_BETWEEN = _UNTOLD.format(end="s.next_day")
_UNTOLD_TO_THE_END = f"s.next_day is null and p.ended <= $as_of and {_UNTOLD.format(end='p.ended')}"
STEPS = f"""
    with heard as (
        select child_id, package_id, source, sender, row_number() over (partition by child_id, package_id
            order by received desc, record_id) as one
        from short_break_event
    ),
    missed as (
        select s.child_id, s.package_id, s.nth, count(e.due) as reviews
        from short_break_step s
        join short_break_once p on p.child_id = s.child_id and p.package_id = s.package_id
        left join short_break_event e on e.child_id = s.child_id and e.package_id = s.package_id and e.held is null
            and e.kind in ('REV', 'IRO', 'ASM', 'REA') and e.due > s.day and e.due < coalesce(s.next_day, p.ended)
        group by s.child_id, s.package_id, s.nth
    )
    select s.child_id, s.package_id || '/' || cast(s.nth as varchar) as subject,
        case when s.nth = 1 then 'first review of the package' else 'next review of the package' end as subject_says,
        s.day as started, s.next_day as stopped, case when s.next_day is null then p.ended end as closed,
        'The package ended' as closed_because,
        case when {_UNTOLD_BETWEEN} then 'not_known' end as answer,
        case when {_UNTOLD_BETWEEN}
            then 'No review between the two was received; whether one was held is not known.' end as because,
        case when s.next_day is null and h.package_id is null
            then 'No review, visit or assessment of this package, held or due, has been received.'
            when {_UNTOLD_TO_THE_END}
            then 'No review from then to the end of the package was received; whether one was held is not known.'
            end as unheard,
        case when s.next_day is null and p.last_review > s.day + $near_days and p.last_review <= $as_of
            then 'The register states a review on ' || coalesce(c.says, cast(p.last_review as varchar))
                || ', and no record of it was sent.' end as doubt,
        p.legal_basis = 'UNK' as estimated,
        case when p.legal_basis = 'UNK' then 'The legal basis is not recorded; the rule for s17 is used.' end as note,
        s.record_id, coalesce(h.source, p.source) as source, coalesce(h.sender, p.sender) as sender
    from short_break_step s
    join short_break_once p on p.child_id = s.child_id and p.package_id = s.package_id
    join missed u on u.child_id = s.child_id and u.package_id = s.package_id and u.nth = s.nth
    left join heard h on h.child_id = s.child_id and h.package_id = s.package_id and h.one = 1
    left join calendar c on c.day = p.last_review
"""

NEAR_DAYS = 14  # local: a stated review this near to a recorded one is the same


def given(limit: Provision) -> dict[str, Value]:
    """The values of STEPS for a limit of some months."""
    return {"near_days": NEAR_DAYS, "told_months": TOLD_MONTHS, "twice_months": 2 * (limit.months or 0)}
