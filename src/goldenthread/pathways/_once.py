"""What several sources tell of, told once: a request, a plan, a review, a package, a time looked after, a wait.

The council's case system and the yearly SEN2 return describe the same requests, plans and reviews. Two descriptions of
one child that lie within a fortnight of each other are one event: nobody is assessed or reviewed twice in a fortnight.
The case system's dates hold, and the return fills in what the case system leaves blank.
"""

from collections.abc import Mapping
from types import MappingProxyType

from goldenthread.engine import Value

SAME_EVENT_DAYS = 14  # local: two descriptions nearer than this are of one event
LETTER_AFTER_MEETING_DAYS = 112  # local: a decision letter this long after a meeting may still belong to it

GIVEN: Mapping[str, Value] = MappingProxyType({"same_days": SAME_EVENT_DAYS, "letter_days": LETTER_AFTER_MEETING_DAYS})

# H is SEN2's word for a request from before the return: it carries no dates on purpose, so no clock runs for it. Of
# two records of the case system with one case number the newest is read.
_REQUEST = """
    with yearly as (
        select y.child_id, y.case_id, y.requested, y.decision, y.decided, y.notified, y.issue_decision,
            y.issue_decided, y.issue_notified, y.final_issued, y.exception, y.closed, y.close_code, y.reassessment,
            y.record_id, y.source, y.sender
        from (
            select child_id, case_id, requested, decision, decided, notified, issue_decision, issue_decided,
                issue_notified, final_issued, exception, closed, close_code, reassessment, record_id, source, sender,
                row_number() over (partition by child_id, requested order by received desc, record_id) as newest
            from ehc_request
            where source = 'sen2' and (requested is not null or coalesce(decision, '') <> 'H')
        ) y
        where y.newest = 1
    ),
    held as (
        select n.child_id, n.case_id, n.requested, n.decision, n.decided, n.notified, n.issue_decision,
            n.issue_decided, n.issue_notified, n.final_issued, n.exception, n.closed, n.close_code, n.reassessment,
            n.record_id, n.source, n.sender
        from (
            select child_id, case_id, requested, decision, decided, notified, issue_decision, issue_decided,
                issue_notified, final_issued, exception, closed, close_code, reassessment, record_id, source, sender,
                row_number() over (partition by child_id, coalesce(case_id, record_id)
                    order by received desc, record_id) as newest
            from ehc_request
            where source <> 'sen2'
        ) n
        where n.newest = 1
    ),
    paired as (
        select h.record_id, y.record_id as yearly_id,
            row_number() over (partition by h.record_id
                order by abs(date_diff('day', h.requested, y.requested)), y.record_id) as nearest
        from held h
        join yearly y on y.child_id = h.child_id and abs(date_diff('day', h.requested, y.requested)) <= $same_days
    )
    select h.child_id, coalesce(h.case_id, h.record_id) as case_id, h.requested,
        coalesce(h.decision, y.decision) as decision, coalesce(h.decided, y.decided) as decided,
        coalesce(h.notified, y.notified) as notified, coalesce(h.issue_decision, y.issue_decision) as issue_decision,
        coalesce(h.issue_decided, y.issue_decided) as issue_decided,
        coalesce(h.issue_notified, y.issue_notified) as issue_notified,
        coalesce(h.final_issued, y.final_issued) as final_issued, coalesce(h.exception, y.exception) as exception,
        coalesce(h.closed, y.closed) as closed, coalesce(h.close_code, y.close_code) as close_code,
        coalesce(h.reassessment, y.reassessment) as reassessment, h.record_id, h.source, h.sender
    from held h
    left join paired p on p.record_id = h.record_id and p.nearest = 1
    left join yearly y on y.record_id = p.yearly_id
    union all
    select y.child_id, coalesce(y.case_id, y.record_id) as case_id, y.requested, y.decision, y.decided, y.notified,
        y.issue_decision, y.issue_decided, y.issue_notified, y.final_issued, y.exception, y.closed, y.close_code,
        y.reassessment, y.record_id, y.source, y.sender
    from yearly y
    left join paired p on p.yearly_id = y.record_id
    where p.yearly_id is null
"""

# A plan that only a return's list of active plans tells of has no known start. It is a plan of its own where the newest
# return of its council still lists it and none of known start was in force on the day of that return.
_PLAN = """
    with told as (
        select child_id, started, ended, record_id, source, sender, received,
            row_number() over (partition by child_id, started
                order by case when source = 'sen2' then 2 else 1 end, received desc, record_id) as best,
            max(ended) over (partition by child_id, started) as ceased,
            max(moved_from) over (partition by child_id, started) as moved_from
        from ehc_plan
    ),
    one as (
        select t.child_id, t.started, coalesce(t.ended, t.ceased) as ended, t.moved_from, t.record_id, t.source,
            t.sender
        from told t where t.best = 1 and t.started is not null
    ),
    apart as (
        select a.child_id, a.started, a.record_id, a.source, a.sender, a.ended, max(b.ended) as ceased,
            coalesce(a.moved_from, max(b.moved_from)) as moved_from,
            cast(sum(case when b.source <> 'sen2' and a.source = 'sen2' then 1 else 0 end) as bigint) as told_better
        from one a
        left join one b on b.child_id = a.child_id and b.record_id <> a.record_id
            and abs(date_diff('day', a.started, b.started)) <= $same_days
        group by a.child_id, a.started, a.record_id, a.source, a.sender, a.ended, a.moved_from
    ),
    kept as (
        select child_id, started, coalesce(ended, ceased) as ended, moved_from, record_id, source, sender,
            lead(started) over (partition by child_id order by started, record_id) as next_started
        from apart where told_better = 0
    ),
    dated as (
        select child_id, started, record_id, source, sender, moved_from,
            case when next_started < ended or ended is null then next_started else ended end as ended,
            coalesce(next_started < ended or (ended is null and next_started is not null), false) as replaced
        from kept
    ),
    newest as (select sender, max(received) as received from ehc_plan where source = 'sen2' group by sender)
    select child_id, started, record_id, source, sender, moved_from, ended, replaced from dated
    union all
    select t.child_id, t.started, t.record_id, t.source, t.sender, t.moved_from, t.ended, false as replaced
    from told t
    left join newest y on t.source = 'sen2' and coalesce(y.sender, '') = coalesce(t.sender, '')
    where t.best = 1 and t.started is null and (y.received is null or t.received >= y.received)
        and not exists (
            select 1 from dated d
            where d.child_id = t.child_id and d.started <= $as_of and (d.ended is null or d.ended >= t.received)
        )
"""

_REVIEW = """
    with held as (
        select child_id, review_id, kind, trigger, due, met, decision, decided, not_held, record_id, source, sender
        from ehc_review where source <> 'sen2'
    ),
    returned as (
        select child_id, review_id, kind, trigger, due, met, decision, decided, not_held, record_id, source, sender,
            row_number() over (partition by child_id, met, case when met is null then decided end
                order by case when decided is null then 2 else 1 end, received desc, record_id) as best
        from ehc_review where source = 'sen2' and (met is not null or decided is not null)
    ),
    yearly as (
        select r.child_id, r.review_id, r.kind, r.trigger, r.due, r.met, r.decision, r.decided, r.not_held,
            r.record_id, r.source, r.sender
        from returned r
        where r.best = 1 and (r.met is not null or not exists (
            select 1 from returned o where o.child_id = r.child_id and o.best = 1 and o.met is not null
                and abs(date_diff('day', o.decided, r.decided)) <= $same_days
        ))
    ),
    paired as (
        select h.record_id, y.record_id as yearly_id,
            row_number() over (partition by h.record_id order by case when h.decided = y.decided then 1
                when h.met = y.met then 2 else 3 end, y.record_id) as nearest
        from held h
        join yearly y on y.child_id = h.child_id and (
            abs(date_diff('day', h.met, y.met)) <= $same_days
            or abs(date_diff('day', h.decided, y.decided)) <= $same_days
            or (h.decided is null and y.met is null and y.decided between h.met and h.met + $letter_days)
        )
    )
    select h.child_id, coalesce(h.review_id, h.record_id) as review_id, coalesce(h.kind, 'ANNUAL') as kind, h.trigger,
        h.due, coalesce(h.met, y.met) as met, coalesce(h.decision, y.decision) as decision,
        coalesce(h.decided, y.decided) as decided, h.not_held, h.record_id, h.source, h.sender
    from held h
    left join paired p on p.record_id = h.record_id and p.nearest = 1
    left join yearly y on y.record_id = p.yearly_id
    union all
    select y.child_id, coalesce(y.review_id, y.record_id) as review_id, coalesce(y.kind, 'ANNUAL') as kind, y.trigger,
        y.due, y.met, y.decision, y.decided, y.not_held, y.record_id, y.source, y.sender
    from yearly y
    left join paired p on p.yearly_id = y.record_id
    where p.yearly_id is null
"""

# Versions of one package: it needs reviews from the first version whose legal basis asks for them. A version that has
# been agreed for a day to come hides nothing of today's.
_PACKAGE = """
    with version as (
        select child_id, package_id, version_started, started, ended, legal_basis, last_review, record_id, source,
            sender, row_number() over (partition by child_id, package_id order by version_started desc, record_id)
                as newest
        from short_break
        where version_started is null or version_started <= $as_of
    ),
    spoken as (
        select child_id, package_id, max(last_review) as last_review, min(started) as first_started,
            min(case when legal_basis in ('S17', 'S17N', 'UNK') then version_started end) as in_need_since,
            min(case when legal_basis = 'S20R48' then version_started end) as series_since,
            count(distinct coalesce(legal_basis, 'UNK')) as bases
        from version group by child_id, package_id
    )
    select v.child_id, v.package_id, coalesce(v.legal_basis, 'UNK') as legal_basis, v.ended, s.last_review,
        v.record_id, v.source, v.sender,
        case when s.bases = 1 then coalesce(s.first_started, v.version_started)
            when v.legal_basis = 'S20R48' then s.series_since else s.in_need_since end as started
    from version v
    join spoken s on s.child_id = v.child_id and s.package_id = v.package_id
    where v.newest = 1
"""

# One time looked after: episodes that follow each other without a day between are one. A series of short breaks (legal
# status V3 or V4), whose reviews have other times, is not told apart: no legal status is read.
_LOOKED_AFTER = """
    with episode as (
        select child_id, started, ended, record_id, source, sender,
            max(coalesce(ended, $as_of)) over (partition by child_id order by started, record_id
                rows between unbounded preceding and 1 preceding) as so_far
        from care_plan where kind = 'CLA' and started is not null
    ),
    first as (
        select child_id, started, record_id, source, sender,
            lead(started) over (partition by child_id order by started, record_id) as next_started
        from episode where so_far is null or started > so_far + 1
    )
    select f.child_id, f.started, f.record_id, f.source, f.sender,
        case when count(case when e.ended is null then 1 end) > 0 then null else max(e.ended) end as ended
    from first f
    join episode e on e.child_id = f.child_id and e.started >= f.started
        and (f.next_started is null or e.started < f.next_started)
    group by f.child_id, f.started, f.record_id, f.source, f.sender
"""

# the reviews of one time looked after, numbered; two on one day are one
_LOOKED_AFTER_REVIEW = """
    with held as (
        select distinct s.child_id, s.started, s.ended, s.record_id as series_id, r.held
        from looked_after_once s
        join care_review r on r.child_id = s.child_id and r.kind = 'CLA' and r.held >= s.started
            and r.held <= coalesce(s.ended, $as_of) and r.held <= $as_of
    ),
    shown as (
        select h.child_id, h.started, h.ended, h.series_id, h.held, r.record_id, r.source, r.sender,
            row_number() over (partition by h.child_id, h.series_id, h.held order by r.record_id) as one
        from held h
        join care_review r on r.child_id = h.child_id and r.kind = 'CLA' and r.held = h.held
    )
    select child_id, started, ended, held, record_id, source, sender,
        row_number() over (partition by child_id, series_id order by held, record_id) as nth,
        lead(held) over (partition by child_id, series_id order by held, record_id) as next_held
    from shown
    where one = 1
"""

# every day that starts a six-month wait for a package's next review: its start, and each social-care review since
_PACKAGE_STEP = """
    with review as (
        select p.child_id, p.package_id, e.held as day, min(e.record_id) as record_id
        from short_break_once p
        join short_break_event e on e.child_id = p.child_id and e.package_id = p.package_id
            and e.held > p.started and e.held <= $as_of
            and ((p.legal_basis = 'S20R48' and e.kind in ('IRO', 'REV'))
                or (p.legal_basis in ('S17', 'S17N', 'UNK') and e.kind in ('REV', 'IRO', 'ASM', 'REA')
                    and (e.lead_agency is null or e.lead_agency in ('CSC', 'CWD'))))
        group by p.child_id, p.package_id, e.held
    ),
    step as (
        select child_id, package_id, started as day, record_id from short_break_once
        where legal_basis in ('S17', 'S17N', 'UNK', 'S20R48')
        union all
        select child_id, package_id, day, record_id from review
    )
    select child_id, package_id, day, record_id,
        row_number() over (partition by child_id, package_id order by day, record_id) as nth,
        lead(day) over (partition by child_id, package_id order by day, record_id) as next_day
    from step
"""

# The day from which a child has waited: the earliest of a referral's own and of those it was passed on from, three
# providers back. A date before the child's birth is the sender's to put right.
_WAIT = """
    with passed_on as (
        select w.child_id, w.record_id, p.record_id as before_id, p.requested
        from health_wait w
        join health_wait p on p.child_id = w.child_id and p.referral_id = w.previous_referral_id
            and p.record_id <> w.record_id
        left join child c on c.child_id = p.child_id
        where c.born is null or p.requested >= c.born
    )
    select w.child_id, w.record_id,
        least(min(w.requested), min(a.requested), min(b.requested), min(c.requested)) as began
    from health_wait w
    left join passed_on a on a.child_id = w.child_id and a.record_id = w.record_id
    left join passed_on b on b.child_id = a.child_id and b.record_id = a.before_id
    left join passed_on c on c.child_id = b.child_id and c.record_id = b.before_id
    group by w.child_id, w.record_id
"""

ONCE: Mapping[str, str] = MappingProxyType(
    {
        "ehc_request_once": _REQUEST,
        "ehc_plan_once": _PLAN,
        "ehc_review_once": _REVIEW,
        "short_break_once": _PACKAGE,
        "short_break_step": _PACKAGE_STEP,
        "looked_after_once": _LOOKED_AFTER,
        "looked_after_review": _LOOKED_AFTER_REVIEW,
        "health_wait_began": _WAIT,
    }
)


def _columns(text: str = "", days: str = "", **others: str) -> dict[str, str]:
    return {**dict.fromkeys(text.split(), "varchar"), **dict.fromkeys(days.split(), "date"), **others}


# what those tables hold, for the lint
TOLD_ONCE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "ehc_request_once": _columns(
            "child_id case_id decision issue_decision close_code record_id source sender",
            "requested decided notified issue_decided issue_notified final_issued closed",
            exception="boolean",
            reassessment="boolean",
        ),
        "ehc_plan_once": _columns("child_id record_id source sender moved_from", "started ended", replaced="boolean"),
        "ehc_review_once": _columns(
            "child_id review_id kind trigger decision not_held record_id source sender", "due met decided"
        ),
        "short_break_once": _columns(
            "child_id package_id legal_basis record_id source sender", "started ended last_review"
        ),
        "short_break_step": _columns("child_id package_id record_id", "day next_day", nth="bigint"),
        "looked_after_once": _columns("child_id record_id source sender", "started ended"),
        "looked_after_review": _columns(
            "child_id record_id source sender", "started ended held next_held", nth="bigint"
        ),
        "health_wait_began": _columns("child_id record_id", "began"),
    }
)
