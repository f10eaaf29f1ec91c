-- What lists and overviews read, each in one pass. What may be on a list, given.sql and sharing.sql say; nothing is added.

-- A viewer's work: every open concern given to them or a team of theirs, with who has it now and what state it is in. A
-- card of the backlog waits until it is released, somebody takes it, or somebody says that it cannot wait.
-- How many concerns a viewer has is not known when the plan is made: their children's rows are taken out of each table by
-- its index, whose cost follows their number, and joined without loops.
create or replace function access.in_hand() returns table (
    child_id text, signal text, since date, team_id text, owner text, owner_name text, state text, planned date, step text,
    urgent boolean, offered boolean, last_acted date, released date, waits boolean, carded boolean, card_team text, card_owner text,
    held boolean, step_done boolean, pressed date, urgent_by text, urgent_why text, asked_of text, asked_name text,
    asked_at timestamptz)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
    set enable_nestloop = off set plan_cache_mode = force_generic_plan as $$
declare
    me text := access.viewer(); mine text[] := access.teams(); children text[]; signals text[]; days date[]; touched text[];
begin
    select array_agg(g.child_id), array_agg(g.signal), array_agg(g.since) into children, signals, days
    from access.concerns() g;
    if me is null or children is null then return; end if;
    touched := array(
        select e.child_id from casework.concern_event e where e.child_id = any(children)
        union select m.child_id from casework.event_move m where m.child_id = any(children)
        union select a.child_id from published.child_alias a where a.child_id = any(children));
    return query
        with given as materialized (
            select g.child_id, g.signal, g.since from unnest(children, signals, days) g (child_id, signal, since)
        ), stands as materialized (
            select s.child_id, s.signal, s.since, s.state, s.holder, s.holder_name, s.holder_team, s.offered_to,
                   s.offered_team, s.offered_by, s.offered_name, s.offered_at, s.due, s.step, s.step_done, s.urgent,
                   s.urgent_by, s.urgent_why, s.pressed, s.last_acted
            from casework.states(touched) s where touched <> '{}'
        ), released as materialized (
            select r.child_id, r.team_id, r.owner, max(coalesce(r.day, r.at::date)) as day
            from casework.backlog_release r
            where r.child_id = any(children) group by r.child_id, r.team_id, r.owner
        )
        select c.child_id, c.signal, c.since,
               case when s.holder is not null then coalesce(s.holder_team, c.team_id) else c.team_id end,
               coalesce(s.holder, c.owner), s.holder_name, coalesce(s.state, 'new'), s.due, s.step,
               coalesce(s.urgent, false),
               (s.offered_by <> me and (s.offered_to = me or (s.offered_to is null and s.offered_team = any (mine)))) is true,
               s.last_acted::date, r.day,
               coalesce(d.state = 'backlog', false) and s.holder is null and s.urgent is not true and r.child_id is null,
               d.child_id is not null, d.team_id, d.owner,
               s.holder is not null, coalesce(s.step_done, false), s.pressed, s.urgent_by, s.urgent_why,
               s.offered_to, s.offered_name, s.offered_at
        from given g
        join published.concern c on c.child_id = g.child_id and c.signal = g.signal and c.since = g.since
            and c.child_id = any(children)
        left join stands s on s.child_id = g.child_id and s.signal = g.signal and s.since = g.since
        left join published.card_concern k on k.child_id = g.child_id and k.signal = g.signal and k.since = g.since
            and k.child_id = any(children)
        left join published.card d on d.child_id = k.child_id and coalesce(d.team_id, '') = coalesce(k.team_id, '')
            and coalesce(d.owner, '') = coalesce(k.owner, '') and d.child_id = any(children)
        left join released r on r.child_id = d.child_id and coalesce(r.team_id, '') = coalesce(d.team_id, '')
            and coalesce(r.owner, '') = coalesce(d.owner, '');
end $$;

-- The same as lists show it: what each concern says, the card it stands on, and who the child is.
create or replace function access.work() returns table (
    child_id text, signal text, since date, title text, says text, asks text, team_id text, owner text, owner_name text,
    state text, planned date, step text, urgent boolean, offered boolean, level integer, level_name text, reason text,
    place integer, due date, do_next text, last_acted date, waits boolean, forename text, surname text, born date, year_group text,
    school_urn text, school_name text, restricted boolean, released date, held boolean, step_done boolean, pressed date,
    urgent_by text, urgent_why text, asked_of text, asked_name text, asked_at timestamptz, acted_then date)
    language plpgsql stable
    security definer set search_path = pg_catalog, pg_temp
    set enable_nestloop = off set plan_cache_mode = force_generic_plan as $$
begin
    return query
        with hand as materialized (
            select h.* from access.in_hand() h
        ), theirs as materialized (
            select array(select distinct h.child_id from hand h) as ids
        ), unsettled as materialized (
            select u.child_id, u.signal, u.since from access.unsettled((select t.ids from theirs t)) u
        )
        select h.child_id, h.signal, h.since, c.title, case when u.child_id is null then c.says else c.title end, c.asks,
               h.team_id, h.owner, h.owner_name, h.state, h.planned, h.step, h.urgent, h.offered,
               d.level, d.level_name, case when p.reduced then d.level_name else d.reason end, d.place,
               coalesce(h.planned, case when not (p.reduced or h.step_done) then d.due end), d.do_next,
               greatest(h.last_acted, d.last_acted), h.waits,
               p.forename, p.surname, p.born, p.year_group, p.school_urn, p.school_name, p.restricted, h.released,
               h.held, h.step_done, h.pressed, h.urgent_by, h.urgent_why, h.asked_of, h.asked_name, h.asked_at,
               d.last_acted
        from hand h
        join published.concern c on c.child_id = h.child_id and c.signal = h.signal and c.since = h.since
            and c.child_id = any((select t.ids from theirs t)::text[])
        left join published.card d on h.carded and d.child_id = h.child_id
            and coalesce(d.team_id, '') = coalesce(h.card_team, '')
            and coalesce(d.owner, '') = coalesce(h.card_owner, '') and d.child_id = any((select t.ids from theirs t)::text[])
        left join unsettled u on u.child_id = h.child_id and u.signal = h.signal and u.since = h.since
        join access.who_is p on p.child_id = h.child_id and p.child_id = any((select t.ids from theirs t)::text[]);
end $$;

-- Open concerns about children a team of the viewer's is open to, or on the roll of their school, that somebody else has:
-- those of which the child's own pages tell the viewer (access.readable), and no other is counted. Not for a child who died.
create or replace function access.with_others() returns table (
    child_id text, signal text, since date, title text, owner text, team text, forename text, surname text,
    restricted boolean) language plpgsql stable security definer set search_path = pg_catalog, pg_temp
    set enable_nestloop = off set plan_cache_mode = force_generic_plan as $$
declare
    children text[] := array(select distinct r.id from access.related() r(id));
begin
    if access.viewer() is null or children = '{}' then return; end if;
    return query
        with mine as materialized (
            select g.child_id, g.signal, g.since from access.concerns() g
        ), known as materialized (
            select distinct r.child_id, r.signal, r.since from access.readable(children) r
        ), stands as materialized (
            select s.child_id, s.signal, s.since, s.state, s.holder, s.holder_name, s.holder_team
            from casework.states(array(select distinct k.child_id from known k)) s
        ), people as materialized (
            select m.worker_id, max(m.name) as name from published.team_member m group by m.worker_id
        )
        select c.child_id, c.signal, c.since, c.title, coalesce(s.holder_name, w.name, c.owner), t.team,
               p.forename, p.surname, p.restricted
        from known k
        join published.concern c on c.child_id = k.child_id and c.signal = k.signal and c.since = k.since
            and c.child_id = any(children)
        join stands s on s.child_id = k.child_id and s.signal = k.signal and s.since = k.since
        join access.who_is p on p.child_id = k.child_id and p.child_id = any(children)
        left join people w on w.worker_id = c.owner
        left join published.team t on t.team_id = coalesce(s.holder_team, c.team_id)
        left join mine m on m.child_id = k.child_id and m.signal = k.signal and m.since = k.since
        where m.child_id is null and c.status <> 'shadow' and s.state not in ('closed', 'expired') and p.died is null;
end $$;
revoke execute on function access.with_others() from public;
grant execute on function access.with_others() to goldenthread_app;

-- counts for those whose role opens counts; no child is in them
create or replace view access.clock_count as
    select k.code, k.title, k.level, k.state, count(*) as clocks, count(distinct k.child_id) as children
    from published.clock k
    where access.role() in ('LEADER', 'ANALYST')
      and (k.child_id, coalesce(k.person_key, '')) not in (select p.child_id, p.person_key from access.parted() p)
    group by k.code, k.title, k.level, k.state;

-- how many children were put before each owner in each week: new signs, and releases from the backlog
create or replace view access.names_given as
    select g.week, g.team_id, g.owner, count(distinct g.child_id) as children
    from (
        select date_trunc('week', c.since)::date as week, c.team_id, c.owner, c.child_id
        from published.concern c where c.status = 'live'
        union all
        select r.week, r.team_id, r.owner, r.child_id from casework.backlog_release r
    ) g
    where access.role() in ('LEADER', 'ANALYST', 'TEAM_MANAGER')
    group by g.week, g.team_id, g.owner;

revoke execute on function access.in_hand(), access.work() from public;
grant execute on function access.in_hand(), access.work() to goldenthread_app;
grant select on access.clock_count, access.names_given to goldenthread_app;

-- how concerns of each sign were closed: the measure of whether a sign is right
create or replace view access.outcome_count as
    select s.signal, s.outcome, count(*) as n from casework.every_state s
    where access.role() = 'ANALYST' and s.outcome is not null
    group by s.signal, s.outcome;
grant select on access.outcome_count to goldenthread_app;

-- A child by exact surname and birth date among all that are listed, for somebody who may open a record without a
-- relationship: enough to be sure who it is, and never a protected child (TL16).
create or replace function access.find_child(wanted_surname text, wanted_forename text, wanted_born date)
    returns table (child_id text, forename text, surname text, born date, school_name text, died date) language plpgsql stable
    security definer set search_path = pg_catalog, pg_temp as $$
begin
    if access.viewer() is null or not access.uses('break_glass') then return; end if;
    return query
        select c.child_id, c.forename, c.surname, c.born, c.school_name, c.died
        from access.who_is c
        where c.listed and lower(c.surname) = lower(trim(wanted_surname)) and c.born = wanted_born
          and (trim(wanted_forename) = '' or lower(c.forename) = lower(trim(wanted_forename)))
          and not access.protected(c.child_id) and c.child_id not in (select access.closed())
        order by c.forename, c.child_id limit 5;
end $$;
revoke execute on function access.find_child(text, text, date) from public;
grant execute on function access.find_child(text, text, date) to goldenthread_app;

-- cards as they stand now: those released, taken or called urgent since the refresh are in hand, those closed are gone
create or replace view access.card_now as
    with stands as materialized (
        select s.child_id, s.signal, s.since, s.state, s.holder, s.urgent from casework.every_state s
        where s.state <> 'new'
    ), released as (
        select distinct child_id, coalesce(team_id, '') as team_id, coalesce(owner, '') as owner
        from casework.backlog_release
    ), now as (
        select d.level, d.level_name,
               case when d.state = 'work' or bool_or(r.child_id is not null or s.holder is not null or s.urgent is true)
                    then 'work' else 'backlog' end as state
        from published.card d
        join published.card_concern k on k.child_id = d.child_id and coalesce(k.team_id, '') = coalesce(d.team_id, '')
            and coalesce(k.owner, '') = coalesce(d.owner, '')
        left join stands s on s.child_id = k.child_id and s.signal = k.signal and s.since = k.since
        left join released r on r.child_id = d.child_id and r.team_id = coalesce(d.team_id, '')
            and r.owner = coalesce(d.owner, '')
        group by d.child_id, d.team_id, d.owner, d.level, d.level_name, d.state
        having bool_or(coalesce(s.state, 'new') not in ('closed', 'expired'))
    )
    select n.level, n.level_name, n.state, count(*) as cards from now n
    where access.role() in ('LEADER', 'ANALYST')
    group by n.level, n.level_name, n.state;
grant select on access.card_now to goldenthread_app;
