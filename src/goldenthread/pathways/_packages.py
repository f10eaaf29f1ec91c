"""What the reviews of short breaks have in common: a package's start, each social-care review, and the next one due."""

# A visit is not a review; a review led by a health service is not a social-care review. A review that the register
# states and for which no event was sent is a contradiction for the sender to mend, not a breach.
STEPS = """
    with heard as (
        select child_id, package_id, max(source) as source, max(sender) as sender
        from short_break_event group by child_id, package_id
    )
    select s.child_id, s.package_id || '/' || cast(s.nth as varchar) as subject,
        case when s.nth = 1 then 'first review of the package' else 'next review of the package' end as subject_says,
        s.day as started, s.next_day as stopped, case when s.next_day is null then p.ended end as closed,
        'The package ended' as closed_because,
        case when s.next_day is null and h.package_id is null
            then 'No review, visit or assessment of this package, held or due, has been received.' end as unheard,
        case when s.next_day is null and p.last_review > s.day + $near_days and p.last_review <= $as_of
            then 'The register states a review on ' || coalesce(c.says, cast(p.last_review as varchar))
                || ', and no record of it was sent.' end as doubt,
        p.legal_basis = 'UNK' as estimated,
        case when p.legal_basis = 'UNK' then 'The legal basis is not recorded; the rule for s17 is used.' end as note,
        s.record_id, coalesce(h.source, p.source) as source, coalesce(h.sender, p.sender) as sender
    from short_break_step s
    join short_break_once p on p.child_id = s.child_id and p.package_id = s.package_id
    left join heard h on h.child_id = s.child_id and h.package_id = s.package_id
    left join calendar c on c.day = p.last_review
"""

NEAR_DAYS = 14  # local: a stated review this near to a recorded one is the same
