-- What is compared of each unit, and which units are worth comparing: those that share one of nine kinds of key.
-- Needs: unit(unit, person). Makes node and candidate(join_key_l, join_key_r, match_key).

create table node as
with usual as (
    select unit, part, value from (
        select u.unit, n.part, n.value, row_number() over (
            partition by u.unit, n.part order by count(*) desc, n.value) as place
        from (
            select person, 'forename' as part, forename as value from person where forename is not null
            union all select person, 'surname', surname from person where surname is not null
            union all select person, 'sex', sex from person where sex is not null
            union all select person, 'postcode', postcode from person where postcode is not null
                and postcode not in (select postcode from common_postcode)
            union all select person, case when weak then 'placeholder' else 'born' end, cast(born as varchar)
                from person where born is not null and not unborn
        ) as n
        join unit u using (person)
        group by u.unit, n.part, n.value
    )
    where place = 1
),
flat as (
    select unit, max(value) filter (part = 'forename') as forename, max(value) filter (part = 'surname') as surname,
        max(value) filter (part = 'sex') as sex, max(value) filter (part = 'postcode') as postcode,
        cast(max(value) filter (part = 'born') as date) as strong,
        cast(max(value) filter (part = 'placeholder') as date) as placeholder
    from usual group by unit
),
given as (
    select u.unit, list_sort(list(distinct g.token)) as given from unit u join given_token g using (person) group by 1
),
key as (select u.unit, list_sort(list(distinct g.key)) as keys from unit u join given_key g using (person) group by 1),
family as (
    select u.unit, list_sort(list(distinct f.token)) as family from unit u join family_token f using (person) group by 1
),
birth as (
    select u.unit, list_sort(list(distinct b.born)) as borns from unit u join born_form b using (person)
    where not b.weak group by 1
),
home as (
    select u.unit, list_sort(list(distinct h.postcode)) as postcodes,
        list_sort(list(distinct left(h.postcode, -2))) as sectors
    from unit u join postcode_form h using (person) group by 1
),
closed as (
    select u.unit, bool_or(p.sealed) as sealed from unit u join person p using (person)
    group by 1 having not bool_or(p.person in (select person from apart))
)
select f.unit as unique_id, f.forename, f.surname, f.sex, h.postcode_here as postcode, coalesce(f.strong, f.placeholder)
    as born, f.strong is null as weak, coalesce(g.given, []) as given, coalesce(k.keys, []) as keys,
    coalesce(a.family, []) as family, coalesce(b.borns, []) as borns, h.postcodes, h.sectors, c.sealed
from flat f
join closed c using (unit)
left join given g using (unit)
left join key k using (unit)
left join family a using (unit)
left join birth b using (unit)
left join (
    select f.unit, coalesce(f.postcode, h.postcodes[1]) as postcode_here, h.postcodes, h.sectors
    from flat f left join home h using (unit)
) as h using (unit);

create table token as
select unique_id, unnest(list_distinct(list_concat(given, family))) as token from node where not sealed;

-- a birth date with day and month in either order, and its parts; a placeholder gives its year only
create table birth as
select unique_id, born, cast(born as varchar) as day, concat(year(born), '-', least(month(born), day(born)), '-',
    greatest(month(born), day(born))) as either, year(born) as year, concat(month(born), '-', day(born)) as in_year, weak
from (
    select unique_id, unnest(case when len(borns) > 0 then borns else [born] end) as born, weak
    from node where born is not null and not sealed
);

create table home as
select unique_id, postcode, left(postcode, -2) as sector from (
    select unique_id, unnest(postcodes) as postcode from node where not sealed
);

create table block_key as
select unique_id, 'a ' || token || ' ' || either as key from token join birth using (unique_id) where not weak
union select unique_id, 'b ' || token || ' ' || postcode from token join home using (unique_id)
union select unique_id, concat('c ', token, ' ', sector, ' ', year) from token join home using (unique_id)
    join birth using (unique_id)
union select unique_id, concat('d ', least(s.token, t.token), ' ', greatest(s.token, t.token), ' ', b.year)
    from token s join token t using (unique_id) join birth b using (unique_id) where s.token < t.token
union select unique_id, concat('e ', least(s.token, t.token), ' ', greatest(s.token, t.token), ' ', b.in_year)
    from token s join token t using (unique_id) join birth b using (unique_id) where s.token < t.token and not b.weak
union select unique_id, 'f ' || either || ' ' || postcode from birth join home using (unique_id) where not weak
union select unique_id, concat('g ', b.day, ' ', least(left(forename, 1), left(surname, 1)),
    greatest(left(forename, 1), left(surname, 1)))
    from node n join birth b using (unique_id) where not b.weak and forename is not null and surname is not null
union select unique_id, concat('h ', h.postcode, ' ', b.year, ' ', left(forename, 1))
    from node n join home h using (unique_id) join birth b using (unique_id)
    where forename is not null
union select unique_id, concat('i ', forename, ' ', surname, ' ', born) from node where surname is not null;

-- a key that many share finds nobody: the cap holds every block, and the looser kinds more tightly
create table candidate as
with worth as (
    select key, unique_id from block_key
    qualify count(*) over (partition by key) between 2 and case when left(key, 1) in ('c', 'd') then 12 else 40 end
)
select distinct l.unique_id as join_key_l, r.unique_id as join_key_r, '0' as match_key
from worth l join worth r on l.key = r.key and l.unique_id < r.unique_id;
