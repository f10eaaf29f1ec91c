"""A short break that social care answers for has had no social-care review for longer than guidance allows (T23)."""

from goldenthread.law import short_breaks_guidance
from goldenthread.signals._parts import NOT_MEASURED
from goldenthread.signals._signal import Signal
from goldenthread.teams import Duty

RUNNING_MONTHS = 9  # local: how long a package has run before a missing review is a sign

# packages as their newest version has them, under s17 or with no basis known; a universal break, and a series that the
# looked-after regulations cover, are not among them. A visit is not a review, and a health service's review is not
# social care's: neither becomes a care_review when the register is read. A version that ended with no other after it
# ends no package: only the package's own last day does.
_UNREVIEWED = """
    version as (
        select child_id, package_id, record_id, legal_basis, started, ended, last_review,
            row_number() over (
                partition by child_id, package_id order by version_started desc, received desc, record_id
            ) as turn
        from short_break
        where version_started is null or version_started <= $as_of
    ),
    package as (
        select child_id, min(started) as started, max(case when started is null then 1 else 0 end) as undated,
            max(last_review) as stated
        from version
        where turn = 1 and coalesce(legal_basis, 'UNK') in ('S17', 'S17N', 'UNK')
            and (ended is null or ended > $as_of)
        group by child_id
    ),
    looked_at as (
        select child_id, held from care_review where held <= $as_of
        union all
        select child_id, ended as held from care_assessment where ended <= $as_of
    ),
    newest as (select child_id, max(held) as held from looked_at group by child_id),
    unreviewed as (
        select p.child_id, p.started, p.undated, n.held as last_review,
            case when p.stated <= $as_of and cast(p.stated + $months * interval 1 month as date) >= $as_of
                then p.stated end as stated
        from package p
        left join newest n on n.child_id = p.child_id
        where n.held is null or cast(n.held + $months * interval 1 month as date) < $as_of
    )
"""

SIGNAL = Signal(
    title="Short break without a social-care review",
    says="Short break since {started:date}; last social-care review or assessment: {last_review:date_or_never}",
    asks="Who will review this package with the family, and by when?",
    duty=Duty.SHORT_BREAK_REVIEW,
    domain="care",
    basis=(short_breaks_guidance.REVIEW_AT_LEAST_SIX_MONTHLY,),
    answers=("F28", "F2", "P5"),
    needs=("short_break", "short_break_event", "care_review"),
    silence=("short_break_events",),
    expires="when a social-care review or assessment is held, or the package ends",
    condition="T23",
    finds=f"""
        with {_UNREVIEWED}
        select child_id, started, last_review,
            greatest(
                cast(started + $running_months * interval 1 month as date),
                cast(last_review + $months * interval 1 month as date) + 1
            ) as since
        from unreviewed
        where cast(started + $running_months * interval 1 month as date) <= $as_of and stated is null
    """,
    because="""
        select b.child_id, b.record_id, b.started as happened, 'short_break' as record
        from short_break b
        join found f on f.child_id = b.child_id
        where (b.ended is null or b.ended > $as_of)
            and (b.version_started is null or b.version_started <= $as_of)
        union all
        select r.child_id, r.record_id, r.held as happened, 'care_review' as record
        from care_review r
        join found f on f.child_id = r.child_id and f.last_review = r.held
        union all
        select a.child_id, a.record_id, a.ended as happened, 'care_assessment' as record
        from care_assessment a
        join found f on f.child_id = a.child_id and f.last_review = a.ended
    """,
    unknown=f"""
        with {_UNREVIEWED}
        select u.child_id, 'Not known: the short-breaks register gives no first day of this package.' as because
        from unreviewed u
        left join found f on f.child_id = u.child_id
        where u.undated = 1 and f.child_id is null
        union all
        select u.child_id, 'Not known: the short-breaks register states a review in the last months, and no record '
            || 'of it has been received.' as because
        from unreviewed u
        where u.stated is not null
    """,
    given={
        "months": short_breaks_guidance.REVIEW_AT_LEAST_SIX_MONTHLY.months,
        "running_months": RUNNING_MONTHS,
    },
    evidence="Inspectors found short breaks that nobody in social care had reviewed. The register's own dates show it.",
    error_rate=NOT_MEASURED,
    version="1",
)
