-- What records say of a child's death: the day of it, or that a case was closed because of it. A day that has not come
-- yet is the sender's to put right and says nothing of the child. Needs the agencies' tables joined by child_id.
with said as (
    select child_id, person_key, record_id, 'person' as record, agency, source, sender, received, died,
        cast(null as date) as closed
    from person where died is not null
    union all
    select child_id, person_key, record_id, 'ehc_request', 'LASEN', source, sender, received, null, closed
    from ehc_request where close_code = 'DIED'
    union all
    select child_id, person_key, record_id, 'ehc_plan', 'LASEN', source, sender, received, null, ended
    from ehc_plan where cease_reason = '8'
    union all
    select child_id, person_key, record_id, 'care_referral', 'CSC', source, sender, received, null, ended
    from care_referral where end_reason = 'RC2'
    union all
    select child_id, person_key, record_id, 'short_break', case when lead_agency = 'CWD' then 'CWD' else 'CSC' end, source,
        sender, received, null, ended
    from short_break where end_code = 'DIED'
    union all
    select child_id, person_key, record_id, 'health_wait', case when service = 'CAMHS' then 'CAMHS' else 'CH' end, source,
        sender, received, null, ended
    from health_wait where ended_code = 'DIED'
)
select child_id, person_key, record_id, record, agency, source, sender, received, died, closed,
    coalesce(died, closed, received) as by_day
from said
where coalesce(died, closed, received) <= $as_of
qualify row_number() over (
    partition by child_id, person_key, record, died, closed order by received desc, record_id) = 1
order by all
