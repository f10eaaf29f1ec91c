-- Which open concern is whose, and so which children a viewer may open at all.

-- Who was given which open concern: a person, or a team. It follows from the published signs and from casework, is worked
-- out again with every publish and with every event, and so is never older than either. Who holds a concern has it; while
-- nobody does, the owner, deputy and team that routing named; besides them whoever it is offered to (a team only where no
-- person is named), until the offer is answered. Nothing else lets anybody in, and so nobody stays in. Signs in shadow are
-- nobody's.
create table access.given (child_id text not null, signal text not null, since date not null, worker_id text, team_id text);
create index given_worker on access.given (worker_id) include (child_id, signal, since) where worker_id is not null;
create index given_team on access.given (team_id) include (child_id, signal, since) where team_id is not null;
create index given_child on access.given (child_id);

-- Works it out again for these children, or for all. Events wait for a publish that is at it, and the other way round;
-- two events about one child wait for each other.
create function access.regrant(children text[] default null) returns void language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    source text := case when children is null then 'casework.every_state' else 'casework.states($1)' end;
    one text;
begin
    if children is null then
        perform pg_advisory_xact_lock(7304118);
        delete from access.given;
    else
        perform pg_advisory_xact_lock_shared(7304118);
        for one in select distinct id from unnest(children) c(id) order by id loop
            perform pg_advisory_xact_lock(7304119, hashtext(one));
        end loop;
        delete from access.given where child_id = any(children);
    end if;
    execute format($q$
        with open as (
            select s.child_id, s.signal, s.since, s.holder, s.holder_team, s.offered_to, s.offered_team,
                   case when s.holder is null and c.status <> 'shadow' then c.owner end as owner,
                   case when s.holder is null and c.status <> 'shadow' then c.deputy end as deputy,
                   case when s.holder is null and c.status <> 'shadow' then c.team_id end as team_id
            from %s s left join published.concern c
                on c.child_id = s.child_id and c.signal = s.signal and c.since = s.since
            where s.state not in ('closed', 'expired')
        )
        insert into access.given (child_id, signal, since, worker_id, team_id)
        select distinct o.child_id, o.signal, o.since, w.worker_id, w.team_id
        from open o cross join lateral (values
            (o.holder, null), (o.owner, null), (o.deputy, null), (o.offered_to, null),
            (null, o.holder_team), (null, o.team_id), (null, case when o.offered_to is null then o.offered_team end)
        ) w(worker_id, team_id)
        where coalesce(w.worker_id, w.team_id) is not null$q$, source) using children;
end $$;

create function access.follow_casework() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare touched text[];
begin
    if tg_table_name = 'event_move' then
        select array_agg(distinct c.id) into touched from added n cross join lateral (
            select n.child_id as id
            union all select e.child_id from casework.concern_event e where e.event_id = n.event_id
            union all select m.child_id from casework.event_move m where m.event_id = n.event_id) c;
    else
        select array_agg(distinct n.child_id) into touched from added n;
    end if;
    perform access.regrant(array(select coalesce(a.child_id, c.id) from unnest(touched) c(id)
                                 left join published.child_alias a on a.old_id = c.id));
    return null;
end $$;
create trigger follow after insert on casework.concern_event referencing new table as added
    for each statement execute function access.follow_casework();
create trigger follow after insert on casework.event_move referencing new table as added
    for each statement execute function access.follow_casework();

-- a publish works it out once, at its end; whoever else changes the signs has it worked out at once
create function access.follow_published() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
begin
    if coalesce(current_setting('goldenthread.publishing', true), '') <> 'yes' then perform access.regrant(); end if;
    return null;
end $$;
create trigger follow after insert or update or delete or truncate on published.concern
    for each statement execute function access.follow_published();
create trigger follow after insert or update or delete or truncate on published.child_alias
    for each statement execute function access.follow_published();
select access.regrant();

-- open concerns the viewer, or a team of theirs, was given: of some children, or of all
create function access.concerns(children text[] default null) returns table (child_id text, signal text, since date)
    language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    me text := access.viewer(); mine text[] := access.teams(); hidden boolean;
begin
    if me is null or not access.uses('concern') then return; end if;
    hidden := exists (select 1 from access.sealed());
    if children is not null then
        return query select distinct g.child_id, g.signal, g.since from access.given g
            where g.child_id = any(children) and (g.worker_id = me or g.team_id = any(mine))
              and not (hidden and access.hides(g.child_id, g.signal, g.since));
        return;
    end if;
    return query
        select g.child_id, g.signal, g.since from access.given g
        where g.worker_id = me and not (hidden and access.hides(g.child_id, g.signal, g.since))
        union
        select g.child_id, g.signal, g.since from access.given g
        where g.team_id = any(mine) and not (hidden and access.hides(g.child_id, g.signal, g.since));
end $$;

-- whether a seal keeps a concern from the viewer: the child's, or that of a kind of record it rests on
create function access.hides(child text, sign text, day date) returns boolean language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp as $$
begin
    return child in (select access.closed()) or exists (
        select 1 from published.because b join access.sealed() s on s.child_id = b.child_id and s.category = b.category
        where b.child_id = child and b.signal = sign and b.since = day);
end $$;

-- the same questions about some children, or about one
create function access.related_of(children text[]) returns text[] language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    mine text[] := access.teams(); schools text[] := access.settings(); today date := access.day();
    by_team boolean := access.uses('involvement'); by_roll boolean := access.uses('roll');
begin
    return array(
        select c.id from unnest(children) c(id)
        where c.id not in (select access.closed()) and (
            (by_team and exists (select 1 from published.involvement i where i.child_id = c.id and i.team_id = any(mine)
                and (i.started is null or i.started <= today) and (i.ended is null or i.ended > today)
                and (i.child_id, coalesce(i.person_key, '')) not in (select p.child_id, p.person_key from access.parted() p)))
            or (by_roll and exists (select 1 from published.child k where k.child_id = c.id
                and k.school_urn = any(schools)
                and (k.child_id, coalesce(k.school_key, '')) not in (select p.child_id, p.person_key
                                                                     from access.parted() p)))));
end $$;
create function access.relates(child text) returns boolean language sql stable security definer
    set search_path = pg_catalog, pg_temp as
    $$ select cardinality(access.related_of(array[child])) = 1 $$;
create function access.opens(child text) returns boolean language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return access.relates(child) or child in (select access.broken_into())
        or exists (select 1 from access.concerns(array[child]));
end $$;

-- every child the viewer may open at all; where a page is about one, that one
create function access.seen() returns setof text language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return query select access.related();
    return query select distinct c.child_id from access.concerns(access.about()) c;
    return query select access.broken_into();
end $$;
-- every child about whom the viewer may write anything down: an opening without a relationship is for reading alone
create function access.acting() returns setof text language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return query select access.related();
    return query select distinct c.child_id from access.concerns(access.about()) c;
end $$;
