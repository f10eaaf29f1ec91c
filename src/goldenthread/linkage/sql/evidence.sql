-- Says of every source's person which child it is and how we know, and which pairs were kept apart.
-- Needs: settled(person, child_id), number_group(person, number_group), joined, refused, unit. Makes made_*.

create table numbered as
select person, bool_or(kind = 'NHS') as nhs, bool_or(kind = 'UPN') as upn, bool_or(kind = 'ULN') as uln
from shared_number group by person;

-- the trunk of a child: its people who hang together by numbers, those of most sources
create table trunk as
select child_id, number_group from (
    select s.child_id, g.number_group,
        row_number() over (partition by s.child_id order by count(distinct p.source) desc, g.number_group) as place
    from settled s join number_group g using (person) join person p using (person)
    group by s.child_id, g.number_group
)
where place = 1;

create table apart_from_trunk as
select s.person, s.child_id, g.number_group from settled s join number_group g using (person) join trunk t using (child_id)
where g.number_group <> t.number_group;

create table said_alike as
select a.person,
    bool_or(list_has_any(l.keys, r.keys)) as forename, bool_or(list_has_any(l.family, r.family)) as surname,
    bool_or(list_has_any(l.given, r.family) and list_has_any(l.family, r.given)) as swapped,
    bool_or(l.born = r.born) as born, bool_or(l.postcode is not null and r.postcode is not null) as places_known,
    bool_or(y.postcode is not null) as postcode,
    bool_or(l.forename = r.forename and l.surname = r.surname and l.born = r.born and x.postcode = y.postcode) as everything
from apart_from_trunk a
join settled s on s.child_id = a.child_id
join number_group g on g.person = s.person and g.number_group <> a.number_group
join profile l on l.person = a.person
join profile r on r.person = s.person
left join postcode_form x on x.person = a.person
left join postcode_form y on y.person = s.person and y.postcode = x.postcode
group by a.person;

create table decided_unit as
select unit, max(weight) as weight, bool_or(how = 'PERSON') as by_person from (
    select left_unit as unit, weight, how from joined union all select right_unit, weight, how from joined
)
group by unit;

create table made_link as
with told as (
    select p.person_key, s.child_id,
        case when a.person is null and p.person = min(p.person) filter (a.person is null)
                over (partition by s.child_id) then 'SELF'
            when a.person is null and n.nhs then 'D1'
            when a.person is null and (n.upn or n.uln) then 'D2'
            when a.person is null then 'D3'
            when d.by_person then 'PERSON'
            when k.everything then 'D4'
            else 'SCORE' end as how,
        n.upn as by_upn, d.weight, k.*
    from settled s
    join person p using (person)
    join unit u using (person)
    left join numbered n using (person)
    left join apart_from_trunk a using (person)
    left join said_alike k using (person)
    left join decided_unit d on d.unit = u.unit
)
select person_key, child_id, how,
    case how when 'SELF' then 'the first record of this child' when 'D1' then 'same NHS number'
        when 'D2' then case when by_upn then 'same pupil number' else 'same learner number' end
        when 'D3' then 'same council child id' when 'D4' then 'same name, birth date and postcode'
        when 'PERSON' then 'a person decided' else concat(
            'same ', coalesce(nullif(concat_ws(', ',
                case when swapped then 'names the other way round' when forename and surname then 'name'
                    when forename then 'first name' when surname then 'surname' end,
                case when born then 'birth date' end, case when postcode then 'postcode' end), ''), 'details'),
            coalesce('; ' || nullif(concat_ws(', ',
                case when not coalesce(swapped, false) and not forename then 'first name close' end,
                case when not coalesce(swapped, false) and not surname then 'another surname' end,
                case when not born then 'birth date close' end,
                case when places_known and not postcode then 'another postcode' end), ''), '')
        ) end as says,
    case when how = 'SCORE' then cast(weight as integer) end as weight
from told
order by person_key;

create table made_refusal as
with pair as (
    select least(l.person_key, r.person_key) as left_key, greatest(l.person_key, r.person_key) as right_key,
        f.reason, f.weight, least(a.child_id, b.child_id) as one, greatest(a.child_id, b.child_id) as other
    from (
        select left_unit as left_person, right_unit as right_person, reason, weight from refused
        union all
        select left_person, right_person, 'same number, another child', null from strayed
    ) as f
    join person l on l.person = f.left_person
    join person r on r.person = f.right_person
    join settled a on a.person = l.person
    join settled b on b.person = r.person
    where a.child_id <> b.child_id and not l.sealed and not r.sealed
        and not exists (select 1 from barred x where x.left_person = l.person and x.right_person = r.person)
)
select left_key, right_key, reason, cast(weight as integer) as weight from (
    select *, row_number() over (
        partition by one, other order by weight desc nulls first, reason, left_key, right_key) as place from pair
)
where place = 1
order by left_key, right_key;
