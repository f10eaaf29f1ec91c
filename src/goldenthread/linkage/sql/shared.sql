-- The numbers by which people of one child hang together. Needs: settled(person, child_id).

create table shared_number as
select person, kind, value, child_id from (
    select n.person, n.kind, n.value, s.child_id, count(*) over (partition by s.child_id, n.kind, n.value) as people
    from number_form n join settled s using (person)
    where not exists (select 1 from wrong_number w where w.person = n.person and w.kind = n.kind and w.value = n.value)
)
where people > 1;
