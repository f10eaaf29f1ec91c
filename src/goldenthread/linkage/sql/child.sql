with newest_return as (
    select source, setting_urn, max(as_at) as as_at from enrolment where as_at <= $as_of group by source, setting_urn
),
on_roll as (
    select e.child_id, e.person_key, e.setting_urn, e.setting_name, e.year_group, row_number() over (
        partition by e.child_id
        order by e.source = 'school_roll' desc, e.as_at desc, e.enrolment_code in ('C', 'M') desc, e.started desc,
            e.setting_urn, e.record_id
    ) as place
    from enrolment e
    join newest_return n on n.source = e.source and n.setting_urn = e.setting_urn
    left join (
        select distinct child_id, setting_urn from enrolment where source = 'school_roll'
    ) r on r.child_id = e.child_id and r.setting_urn = e.setting_urn and e.source <> 'school_roll'
    where (e.started is null or e.started <= $as_of) and (e.ended is null or e.ended > $as_of)
        and coalesce(e.enrolment_code, 'C') <> 'P'
        and e.as_at <= $as_of
        and (e.source = 'school_roll' or e.as_at = n.as_at)
        and r.child_id is null
),
school as (
    select o.child_id, o.person_key as school_key, o.setting_urn as school_urn,
        coalesce(s.setting_name, o.setting_name) as school_name, o.year_group
    from on_roll o
    left join (
        select setting_urn, max(setting_name) as setting_name from setting group by setting_urn
    ) s on s.setting_urn = o.setting_urn
    where o.place = 1
),
provision as (
    select child_id, level, as_at from (
        select child_id, level, as_at, row_number() over (
            partition by child_id order by as_at desc,
            case level when 'E' then 1 when 'K' then 2 else 3 end, record_id
        ) as place
        from (
            select child_id, as_at, record_id,
                case when level in ('A', 'P') then 'K' when level = 'S' then 'E' else level end as level
            from sen_provision where as_at <= $as_of and level is not null
        )
    ) where place = 1
),
plan as (
    -- one source may tell of the start and another of the end; a plan of unknown start stood on the day of its file
    select distinct p.child_id from ehc_plan p
    left join (select sender, max(received) as received from ehc_plan where source = 'sen2' group by sender) y
        on p.started is null and p.source = 'sen2' and coalesce(y.sender, '') = coalesce(p.sender, '')
    left join ehc_plan gone on gone.child_id = p.child_id and gone.ended <= $as_of
        and gone.ended >= coalesce(p.started, p.received, date '1900-01-01')
    where (p.started is null or p.started <= $as_of) and (p.ended is null or p.ended > $as_of)
        and (y.received is null or p.received >= y.received) and gone.child_id is null
),
recorded as (
    select child_id from provision where level in ('K', 'E')
    union select child_id from plan
    union select child_id from ehc_request where requested <= $as_of and (closed is null or closed > $as_of)
    union select child_id from health_wait where ended is null and rejected is null
    union select child_id from early_help where ended is null or ended > $as_of
    union select child_id from care_referral
        where (ended is null or ended > $as_of) and not coalesce(no_further_action, false)
    union select child_id from care_plan where ended is null or ended > $as_of
    union select child_id from short_break where ended is null or ended > $as_of
    union select child_id from away_placement where ended is null or ended > $as_of
    union select child_id from involvement
        where agency in ('CSC', 'CWD', 'EH') and (ended is null or ended > $as_of)
    union select child_id from health_check
        where held is null and declined is null and coalesce(status, 'DUE') not in ('DONE', 'DECLINED', 'NOTAPPL')
            and coalesce(window_start, due) <= $as_of and (responsible_to is null or responsible_to > $as_of)
    union select child_id from death
),
ended as (select child_id, min(by_day) as died from death group by child_id)
select i.child_id, i.surname, i.forename, i.born, i.sex, case when i.restricted then null else i.postcode end as postcode,
    i.restricted, s.school_urn, s.school_name, s.year_group, p.level as sen_level, p.as_at as sen_as_at,
    l.child_id is not null as plan, i.sources, i.by_name_only, r.child_id is not null as listed, s.school_key,
    d.died
from identity i
left join school s on s.child_id = i.child_id
left join provision p on p.child_id = i.child_id
left join plan l on l.child_id = i.child_id
left join recorded r on r.child_id = i.child_id
left join ended d on d.child_id = i.child_id
order by i.child_id
