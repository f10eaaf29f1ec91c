-- Says who each child is by all of its sources together. Needs: form, place, made_link. Makes made_identity.

create table told as
select l.child_id, f.feed, f.sender, f.surname, f.forename, f.born, f.sex, f.postcode, f.received, f.restricted,
    l.how in ('D4', 'SCORE') as by_name
from form f join made_link l using (person_key);

-- the value most feeds agree on, the newest first
create table agreed as
select child_id, part, value from (
    select child_id, part, value, row_number() over (partition by child_id, part
        order by count(distinct feed || '|' || sender) desc, max(received) desc, value) as place
    from (
        select child_id, feed, sender, received, 'surname' as part, trim(surname) as value from told
        union all select child_id, feed, sender, received, 'forename', trim(forename) from told
        union all select child_id, feed, sender, received, 'sex', sex from told where sex in ('M', 'F')
        union all select child_id, feed, sender, received, 'born', cast(born as varchar) from told
        union all (
            select child_id, feed, sender, received, 'postcode', upper(regexp_replace(trim(postcode), '\s+', ' ', 'g'))
            from told where postcode is not null
            qualify row_number() over (partition by child_id, feed, sender order by received desc, postcode) = 1
        )
    )
    where value is not null and value <> '' group by child_id, part, value
)
where place = 1;

create table made_identity as
with feed as (
    select child_id, feed, bool_and(by_name) as by_name from told group by child_id, feed
),
counted as (
    select child_id, count(*) as sources, count(*) filter (by_name) as by_name_only from feed group by child_id
),
closed as (
    select child_id from told where restricted
    union
    select l.child_id from place join made_link l using (person_key) where restricted
),
value as (
    select child_id, max(value) filter (part = 'surname') as surname, max(value) filter (part = 'forename') as forename,
        max(value) filter (part = 'born') as born, max(value) filter (part = 'sex') as sex,
        max(value) filter (part = 'postcode') as postcode
    from agreed group by child_id
)
select c.child_id, v.surname, v.forename, cast(v.born as date) as born, v.sex,
    case when x.child_id is null then v.postcode end as postcode, x.child_id is not null as restricted,
    cast(c.sources as integer) as sources, cast(c.by_name_only as integer) as by_name_only
from counted c
left join value v using (child_id)
left join closed x using (child_id)
order by c.child_id;
