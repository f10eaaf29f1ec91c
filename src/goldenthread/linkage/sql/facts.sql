-- What a cautious merge must know of each unit (a group of a source's people taken for one child so far).
-- Needs: unit(unit, person), wanted(unit). Makes fact, one row per wanted unit.

create or replace table member as select u.unit, u.person from unit u join wanted using (unit);

create or replace table fact as
with base as (
    select m.unit, list(m.person order by m.person) as people, list(distinct p.source) as sources,
        list(distinct p.sex) filter (p.sex is not null) as sexes, bool_or(p.sealed) as sealed,
        list(distinct p.forename) filter (p.forename is not null) as forenames,
        list(distinct p.surname) filter (p.surname is not null) as surnames
    from member m join person p using (person) group by m.unit
),
born as (
    select m.unit, list(distinct b.born) as borns from member m join born_form b using (person)
    where not b.weak group by m.unit
),
home as (
    select m.unit, list(distinct h.postcode) as postcodes from member m join postcode_form h using (person)
    group by m.unit
),
key as (select m.unit, list(distinct key) as keys from member m join given_key using (person) group by m.unit),
given as (select m.unit, list(distinct token) as given from member m join given_token using (person) group by m.unit),
family as (select m.unit, list(distinct token) as family from member m join family_token using (person) group by m.unit),
number as (
    select m.unit, list(distinct n.kind || ' ' || n.value) as numbers,
        list(distinct n.value) filter (n.kind = 'NHS') as nhs,
        list(distinct {'value': n.value, 'first': n.first, 'last': n.last})
            filter (n.kind = 'UPN' and n.held and n.value similar to '.*[0-9]') as upns
    from member m join number_form n using (person)
    where not exists (select 1 from wrong_number w where w.person = n.person and w.kind = n.kind and w.value = n.value)
    group by m.unit
)
select b.unit, b.people, b.sources, b.sexes, b.sealed, b.forenames, coalesce(b.surnames, []) as surnames,
    o.borns, h.postcodes, k.keys, g.given, f.family, n.numbers, n.nhs, n.upns
from base b
left join born o using (unit)
left join home h using (unit)
left join key k using (unit)
left join given g using (unit)
left join family f using (unit)
left join number n using (unit)
order by b.unit;
