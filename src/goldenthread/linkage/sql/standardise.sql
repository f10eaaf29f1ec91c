-- What each source says of each of its people, in one spelling: names folded, birth dates and postcodes checked,
-- numbers listed. Everything a source has ever said of a person is kept as a set. Needs: setting(as_of), name_group.

-- a name without case, accents, apostrophes or marks; null when it stands for no name at all
create macro fold(x) as (
    nullif(trim(regexp_replace(regexp_replace(
        translate(replace(replace(replace(strip_accents(lower(x)), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
            'øłđðıħ', 'olddih'),
        '[''’‘`´ʼ]', '', 'g'), '[^\p{L}]+', ' ', 'g')), '')
);

create table form as
select person_key, system || '|' || sender as source, source as feed, sender, surname, forename, former_surname, preferred_surname,
    preferred_forename, middle_names, born, sex, postcode, nhs_number, upn, former_upn, uln, la_child_id,
    coalesce(sealed, false) as sealed, expected is not null and (born is null or born > (select as_of from setting))
    as unborn, max(received) as received,
    bool_or(coalesce(address_restricted, false)) as restricted
from sent_person
where person_key is not null
group by all;

create table place as
select person_key, postcode, max(coalesce(ended, received)) as received,
    bool_or(coalesce(restricted, false)) as restricted
from sent_address group by person_key, postcode;

create table written as
select raw, fold(raw) as folded from (
    select distinct unnest([surname, forename, former_surname, preferred_surname, preferred_forename, middle_names])
        as raw from form
)
where raw is not null;
delete from written where folded is null or folded in (
    'unknown', 'not known', 'nk', 'na', 'n a', 'none', 'null', 'baby', 'baby boy', 'baby girl', 'baby of', 'infant',
    'unborn', 'twin', 'twin one', 'twin two', 'child', 'withheld', 'redacted', 'not given', 'no name', 'test', 'x',
    'xx', 'xxx'
);

create table key_person as
select cast(row_number() over (order by person_key) as integer) as person, person_key from (
    select distinct person_key from form
);

create table name_form as
select distinct k.person, n.part, w.folded as name, n.received
from (
    select person_key, 'G' as part, forename as raw, received from form
    union all select person_key, 'G', preferred_forename, date '0001-01-01' from form
    union all select person_key, 'F', surname, received from form
    union all select person_key, 'F', former_surname, date '0001-01-01' from form
    union all select person_key, 'F', preferred_surname, date '0001-01-01' from form
) as n
join key_person k using (person_key)
join written w using (raw);

create table name_part as
select name, token, coalesce(g.name_group, token) as canon from (
    select name, unnest(string_split(name, ' ')) as token from (select distinct name from name_form)
) as t
left join name_group g using (token);

-- what a first name may also be written as: itself, and its group with whatever follows it
create table name_key as
select distinct name, unnest([name, replace(name, ' ', ''), canon || substr(name, len(token) + 1)]) as key
from name_part where starts_with(name, token);

create table given_key as
select distinct f.person, k.key from name_form f join name_key k using (name) where f.part = 'G';
create table given_token as
select distinct f.person, unnest([k.token, k.canon]) as token from name_form f join name_part k using (name) where f.part = 'G';
create table family_token as
select distinct f.person, unnest([k.token, k.canon, replace(f.name, ' ', '')]) as token
from name_form f join name_part k using (name) where f.part = 'F';

create table born_form as
select distinct k.person, f.born, month(f.born) = 1 and day(f.born) = 1 as weak, f.received
from form f join key_person k using (person_key)
where year(f.born) >= 1910 and not f.unborn and f.born <= (select as_of from setting);  -- 1900 means not known

create table postcode_form as
select person, postcode, max(received) as received from (
    select k.person, upper(regexp_replace(a.postcode, '[^A-Za-z0-9]', '', 'g')) as postcode, a.received
    from (
        select person_key, postcode, received from form
        union all select person_key, postcode, received from place
    ) as a
    join key_person k using (person_key)
)
where regexp_full_match(postcode, '[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}')
group by person, postcode;

create table number_form as
select k.person, n.kind, n.value, bool_or(n.held) as held, min(n.received) as first, max(n.received) as last
from (
    select person_key, 'NHS' as kind, nhs_number as value, true as held, received from form
    union all select person_key, 'UPN', upn, true, received from form
    union all select person_key, 'UPN', former_upn, false, received from form
    union all select person_key, 'ULN', uln, true, received from form
    union all select person_key, 'LA_CHILD_ID', la_child_id, true, received from form
    union all select person_key, case kind when 'FORMER_UPN' then 'UPN' else kind end, value, kind <> 'FORMER_UPN',
        received
    from sent_identifier where valid
) as n
join key_person k using (person_key)
where n.value is not null and trim(n.value) <> ''
group by k.person, n.kind, n.value;

create table person as
with name as (
    select person, arg_max(name, (received, name)) filter (part = 'G') as forename,
        arg_max(name, (received, name)) filter (part = 'F') as surname
    from name_form group by person
),
birth as (
    select person, arg_max(born, (not weak, received, born)) as born, min(weak) as weak from born_form group by person
),
other as (
    select person_key, min(source) as source, arg_max(sex, (received, sex)) filter (sex in ('M', 'F')) as sex,
        bool_or(sealed) as sealed, bool_and(unborn) as unborn
    from form group by person_key
),
home as (select person, arg_max(postcode, (received, postcode)) as postcode from postcode_form group by person)
select k.person, k.person_key, o.source, n.forename, n.surname, b.born, coalesce(b.weak, true) as weak, o.sex,
    h.postcode, o.sealed, o.unborn
from key_person k
join other o using (person_key)
left join name n using (person)
left join birth b using (person)
left join home h using (person);

-- a postcode or a number that many people carry is a school's own, a default or a mask, and tells nothing
create table common_postcode as
select f.postcode from postcode_form f join person p using (person)
group by f.postcode having count(distinct p.born) > 80;
delete from postcode_form where postcode in (select postcode from common_postcode);
create table common_number as
select kind, value from number_form n join person p using (person)
group by kind, value having count(distinct coalesce(p.born, date '0001-01-01')) > 8;
delete from number_form using common_number c where number_form.kind = c.kind and number_form.value = c.value;
