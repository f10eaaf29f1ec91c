-- The deterministic passes: D1 the same NHS number, D2 the same pupil or learner number, D3 the same council id, D4 the
-- same name, birth date and postcode. Makes edge(left_person, right_person, how), and wrong_number.

create macro born_near(a, b) as (
    abs(date_diff('day', a, b)) <= 1 or (month(a) = day(b) and day(a) = month(b) and year(a) = year(b))
    or damerau_levenshtein(strftime(a, '%Y%m%d'), strftime(b, '%Y%m%d')) <= 1
    or (year(a) = year(b) and ((month(a) = 1 and day(a) = 1) or (month(b) = 1 and day(b) = 1)))
);

create table profile as
select p.person, p.source, p.born, p.forename, p.surname, p.postcode, p.sex,
    coalesce((select list_sort(list(key)) from given_key g where g.person = p.person), []) as keys,
    coalesce((select list_sort(list(token)) from given_token g where g.person = p.person), []) as given,
    coalesce((select list_sort(list(token)) from family_token g where g.person = p.person), []) as family
from person p
where not p.unborn;

create macro crossed(a, b) as (
    (jaro_winkler_similarity(a.forename, b.surname) >= 0.88 and jaro_winkler_similarity(a.surname, b.forename) >= 0.88)
    or     (list_has_any(a.given, b.family) and (list_has_any(a.family, b.given)
        or jaro_winkler_similarity(a.surname, b.forename) >= 0.88))
    or (list_has_any(a.family, b.given) and jaro_winkler_similarity(a.forename, b.surname) >= 0.88)
);

create macro given_near(a, b) as (
    list_has_any(a.keys, b.keys)
    or ((contains(a.forename, ' ') <> contains(b.forename, ' ')) and list_has_any(a.given, b.given))
    or jaro_winkler_similarity(a.forename, b.forename) >= 0.88
    or (least(len(a.forename), len(b.forename)) >= 3
        and (starts_with(a.forename, b.forename) or starts_with(b.forename, a.forename)))
    or crossed(a, b)
);

create macro family_near(a, b) as (
    list_has_any(a.family, b.family) or jaro_winkler_similarity(a.surname, b.surname) >= 0.88
    or crossed(a, b)
);

-- those who hold one number and agree exactly are one group; only the groups are compared with one another
create table holder as
select kind, value, min(person) as person, count(*) as persons, list(person) as people from (
    select n.kind, n.value, n.person, p.born, p.forename,
        case when p.born is null or p.forename is null then n.person end as apart
    from number_form n join profile p using (person)
)
group by kind, value, born, forename, apart;

create table holder_pair as
select a.kind, a.value, a.person as left_person, b.person as right_person, a.people as left_people,
    b.people as right_people, born_near(l.born, r.born) as born_agrees, given_near(l, r) as given_agrees,
    family_near(l, r) as family_agrees
from holder a
join holder b on a.kind = b.kind and a.value = b.value and a.person < b.person
join profile l on l.person = a.person
join profile r on r.person = b.person;

-- of birth date, first name and surname, two must agree, or all that is known
create table trusted as
select *, coalesce(cast(born_agrees as integer), 0) + coalesce(cast(given_agrees as integer), 0)
        + coalesce(cast(family_agrees as integer), 0) >= 2
    or (coalesce(born_agrees, true) and coalesce(given_agrees, true) and coalesce(family_agrees, true)) as trust
from holder_pair;

-- same number and birth date, another first name, and somebody without the number bears that name in that household:
-- the number has strayed to a twin
create table strayed as
select distinct h.kind, h.value, h.left_person, h.right_person
from trusted h
join profile l on l.person = h.left_person
join profile r on r.person = h.right_person
join profile z on z.born in (l.born, r.born)
where h.trust and h.born_agrees and not h.given_agrees
    and (list_has_any(z.keys, l.keys) or list_has_any(z.keys, r.keys))
    and (list_has_any(z.family, l.family) or list_has_any(z.family, r.family))
    and not exists (select 1 from number_form n where n.person = z.person and n.kind = h.kind and n.value = h.value);
insert into strayed
select kind, value, left_person, right_person from trusted where not trust;

-- the same when one source lists both, or one is a girl and the other a boy
insert into strayed
with odd as (
    select h.*, l.sex <> r.sex as sexes_differ from trusted h
    join profile l on l.person = h.left_person
    join profile r on r.person = h.right_person
    where h.trust and not h.given_agrees
),
here as (
    select o.kind, o.value, o.left_person, o.right_person, p.source from (
        select kind, value, left_person, right_person, unnest(left_people) as person from odd
    ) as o join person p using (person)
),
there as (
    select o.kind, o.value, o.left_person, o.right_person, p.source from (
        select kind, value, left_person, right_person, unnest(right_people) as person from odd
    ) as o join person p using (person)
)
select kind, value, left_person, right_person from odd where sexes_differ
union
select kind, value, left_person, right_person from here join there using (kind, value, left_person, right_person, source);

-- the number is taken to be wrong on the side where fewer carry it; on both when they are as many
create table wrong_number as
select distinct person, kind, value from (
    select unnest(case when len(h.left_people) <= len(h.right_people) then h.left_people else [] end
        || case when len(h.right_people) <= len(h.left_people) then h.right_people else [] end) as person, kind, value
    from trusted h join strayed s using (kind, value, left_person, right_person)
);

create table edge as
select least(left_person, right_person) as left_person, greatest(left_person, right_person) as right_person,
    min(how) as how
from (
    select h.person as left_person, unnest(h.people) as right_person,
        case h.kind when 'NHS' then 'D1' when 'LA_CHILD_ID' then 'D3' else 'D2' end as how
    from holder h where h.persons > 1
    union all
    select left_person, right_person, case kind when 'NHS' then 'D1' when 'LA_CHILD_ID' then 'D3' else 'D2' end
    from trusted h
    where trust
        and not exists (select 1 from strayed s where s.kind = h.kind and s.value = h.value
            and s.left_person = h.left_person and s.right_person = h.right_person)
)
where left_person <> right_person
group by 1, 2;

-- D4: unique in every source, and no other child of that birth date at that postcode; whom a person has parted from a
-- child comes back to none by likeness
create table household as
select p.born, f.postcode from person p join postcode_form f using (person)
where not p.weak and not p.unborn and p.forename is not null
group by p.born, f.postcode having count(distinct p.forename) > 1;

create table alike as
select p.forename, p.surname, p.born, f.postcode, min(p.person) as first, list(p.person) as people
from person p join postcode_form f using (person)
where not p.weak and not p.unborn and not p.sealed and p.forename is not null and p.surname is not null
    and p.person not in (select person from apart)
    and not exists (select 1 from household h where h.born = p.born and h.postcode = f.postcode)
group by p.forename, p.surname, p.born, f.postcode
having count(*) > 1 and count(distinct p.source) = count(*);

insert into edge
select first, person, 'D4' from (select distinct first, unnest(people) as person from alike) as a
where first <> person and not exists (
    select 1 from edge e where e.left_person = a.first and e.right_person = a.person
);

-- who is alike with whom in one go
create table edge_group as
select row_number() over (order by how, people) as edge_group, how, unnest(people) as person from (
    select people, case kind when 'NHS' then 'D1' when 'LA_CHILD_ID' then 'D3' else 'D2' end as how
    from holder where persons > 1
    union all
    select people, 'D4' from alike
);
