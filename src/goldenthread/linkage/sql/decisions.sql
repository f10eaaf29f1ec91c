-- What people have decided about who is who; of two decisions about one pair the later holds. Needs: person,
-- link_decision, ledger_child(person_key, child_id), ledger_alias(old_id, child_id). Makes apart, barred, together.

create table decision as
select left_key, right_key, decision, decided_at from (
    select *, row_number() over (
        partition by least(left_key, right_key), greatest(left_key, right_key) order by decided_at desc, decision
    ) as place from link_decision
)
where place = 1;

-- 'this is not this child' holds until somebody joins the source to that child again
create table apart as
select p.person, d.left_key as person_key, coalesce(a.child_id, d.right_key) as child_id
from decision d
join person p on p.person_key = d.left_key
left join ledger_alias a on a.old_id = d.right_key
where d.decision = 'apart' and not exists (
    select 1 from decision s
    join ledger_child e on e.person_key = case when s.left_key = d.left_key then s.right_key else s.left_key end
    where s.decision = 'same' and d.left_key in (s.left_key, s.right_key) and s.decided_at > d.decided_at
        and e.child_id = coalesce(a.child_id, d.right_key)
);

create table barred as
with pair as (
    select l.person as left_person, r.person as right_person from decision d
    join person l on l.person_key = d.left_key join person r on r.person_key = d.right_key
    where d.decision = 'different'
    union
    select a.person, r.person from apart a
    join ledger_child e on e.child_id = a.child_id
    join person r on r.person_key = e.person_key
    where r.person <> a.person
)
select left_person, right_person from pair union select right_person, left_person from pair;

create table together as
select least(l.person, r.person) as left_person, greatest(l.person, r.person) as right_person from decision d
join person l on l.person_key = d.left_key join person r on r.person_key = d.right_key
where d.decision = 'same';
