-- Who may see what, as the database enforces it: the twin of goldenthread.access, held equal to it by test.
-- Pages connect as a role that owns nothing. In each transaction they say who looks, in which role and for what
-- (goldenthread.viewer, .role, .purpose, and .at for another moment than now); who has said nothing sees nothing.
-- The functions run with their owner's rights, so that they may look where the viewer may not, and answer only what the
-- viewer may know.

drop schema if exists access cascade;      -- it holds rules and no facts; the policies below fall with it and are made anew
create schema access;

-- ── who looks ──────────────────────────────────────────────────────────────────────────────────────────────────────
create function access.viewer() returns text language sql stable as
    $$ select nullif(current_setting('goldenthread.viewer', true), '') $$;
create function access.role() returns text language sql stable as
    $$ select nullif(current_setting('goldenthread.role', true), '') $$;
create function access.purpose() returns text language sql stable as
    $$ select nullif(current_setting('goldenthread.purpose', true), '') $$;
create function access.at() returns timestamptz language sql stable as
    $$ select coalesce(nullif(current_setting('goldenthread.at', true), '')::timestamptz, now()) $$;
create function access.day() returns date language sql stable as
    $$ select (access.at() at time zone 'Europe/London')::date $$;

-- filled from goldenthread.access when the database is prepared
create table access.role_route (role text, route text, primary key (role, route));
create table access.agency (code text primary key, category text not null);
create table access.category (name text primary key, narrow boolean not null);

create function access.uses(wanted text) returns boolean language sql stable security definer as
    $$ select exists (select 1 from access.role_route r where r.role = access.role() and r.route = wanted) $$;

create function access.teams() returns text[] language sql stable security definer as $$
    select coalesce(array_agg(distinct m.team_id), '{}') from published.team_member m
    where m.worker_id = access.viewer() and (m.started is null or m.started <= access.day())
      and (m.ended is null or m.ended > access.day())
$$;
create function access.agencies() returns text[] language sql stable security definer as $$
    select coalesce(array_agg(distinct t.agency) filter (where t.agency is not null), '{}')
    from published.team t where t.team_id = any(access.teams())
$$;
create function access.settings() returns text[] language sql stable security definer as $$
    select coalesce(array_agg(distinct t.setting_urn) filter (where t.setting_urn is not null), '{}')
    from published.team t where t.team_id = any(access.teams())
$$;

-- The agency of a record as the agreement knows it; '' for one it does not know. The list is AGENCY_CATEGORY's.
create function access.holder(agency text) returns text language sql immutable as $$
    select case when agency = any('{EDU,VS,LASEN,EP,EH,CSC,CWD,ASC,HOST,PROV,VOL,ICB,CH,CAMHS,AMH,ACUTE,ADVOC,FAM,CYP,OTH}'
                                  ::text[]) then agency else '' end
$$;
-- the kind of record that an agency's involvement is; the list is AGENCY_CATEGORY's
create function access.kind_of(agency text) returns text language sql immutable as $$
    select case when agency in ('EDU', 'VS') then 'education'
                when agency in ('LASEN', 'EP') then 'ehc'
                when agency in ('EH', 'CSC', 'CWD', 'ASC', 'HOST', 'PROV', 'VOL') then 'care'
                when agency in ('ICB', 'CH', 'CAMHS', 'AMH', 'ACUTE') then 'health' else 'family' end
$$;

-- ── protection ─────────────────────────────────────────────────────────────────────────────────────────────────────
create view access.restricting as
    select r.child_id, r.kind, r.category, r.keeps_to, r.from_date, r.to_date
    from casework.restriction r
    where r.kind <> 'lifted' and r.from_date <= access.day() and (r.to_date is null or r.to_date > access.day())
      and not exists (select 1 from casework.restriction l where l.lifts = r.restriction_id and l.from_date <= access.day());

-- (child, category) closed to this viewer; a null category closes the child
create function access.sealed() returns table (child_id text, category text) language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare mine text[] := access.agencies();
begin
    return query select r.child_id, c.name from access.restricting r
        join access.category c on r.category is null or c.name = r.category
        where r.kind in ('sealed', 'adoption') and (r.keeps_to is null or r.keeps_to <> all (mine));
end $$;
create function access.closed() returns setof text language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare mine text[] := access.agencies();
begin
    return query select r.child_id from access.restricting r
        where r.kind in ('sealed', 'adoption') and r.category is null
          and (r.keeps_to is null or r.keeps_to <> all (mine));
end $$;

-- ── this is not this child ─────────────────────────────────────────────────────────────────────────────────────────
-- What people parted from a child and nobody joined again: no row that follows from such a record is shown on the child,
-- to anybody, from that moment on. The next refresh works everything out anew without it.
create function access.parted() returns table (child_id text, person_key text) language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
    select coalesce(a.child_id, d.right_key), d.left_key
    from casework.link_decision d left join published.child_alias a on a.old_id = d.right_key
    where d.decision = 'apart' and not exists (
        select 1 from casework.link_decision u
        where u.decision_id > d.decision_id and ((u.left_key = d.left_key and u.right_key = d.right_key)
                                              or (u.left_key = d.right_key and u.right_key = d.left_key)))
$$;

-- children from whom a record was parted and for whom no refresh has worked everything out without it
create function access.reduced() returns setof text language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
    select p.child_id from access.parted() p
    where exists (select 1 from published.link_line l where l.child_id = p.child_id and l.person_key = p.person_key)
$$;

-- Concerns that rest on a parted record, of some children or of all. They stay where they are until the next refresh, but
-- what they say may come from that record, and so pages say that instead. Access to them never grows by a parting: the
-- parted lines still count where every line beneath a concern must be open to the viewer.
create function access.unsettled(children text[] default null) returns table (child_id text, signal text, since date)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select distinct b.child_id, b.signal, b.since
    from access.parted() p join published.because b on b.child_id = p.child_id and b.person_key = p.person_key
    where children is null or p.child_id = any(children)
$$;

-- ── relationships ──────────────────────────────────────────────────────────────────────────────────────────────────
-- children a team of the viewer's is open to, or on the roll of the viewer's school
create function access.related() returns setof text language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    mine text[] := access.teams(); schools text[] := access.settings(); today date := access.day();
begin
    if access.uses('involvement') then
        return query select i.child_id from published.involvement i
            where i.team_id = any(mine) and (i.started is null or i.started <= today)
              and (i.ended is null or i.ended > today)
              and i.child_id not in (select access.closed())
              and (i.child_id, coalesce(i.person_key, '')) not in (select p.child_id, p.person_key from access.parted() p);
    end if;
    if access.uses('roll') and schools <> '{}' then
        return query select c.child_id from published.child c
            where c.school_urn = any(schools) and c.child_id not in (select access.closed())
              and (c.child_id, coalesce(c.school_key, '')) not in (select p.child_id, p.person_key from access.parted() p);
    end if;
end $$;

-- children the viewer opened without a relationship, for hours
create function access.broken_into() returns setof text language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare now_ timestamptz := access.at();
begin
    if not access.uses('break_glass') then return; end if;
    return query select g.child_id from casework.break_glass g
        where g.worker_id = access.viewer() and g.at <= now_ and now_ < g.at + make_interval(hours => g.hours)
          and g.child_id not in (select access.closed());
end $$;

-- Who was given which open concern: a person, or a team. It follows from the published signs and from casework, is worked
-- out again with every publish and with every event, and so is never older than either. Who holds a concern has it; while
-- nobody does, the owner, deputy and team that routing named; besides them whoever it is offered to, and whoever was let
-- in to it. Signs in shadow are nobody's.
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
            select s.child_id, s.signal, s.since, s.record_as, s.holder, s.holder_team, s.offered_to, s.offered_team,
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
            (null, o.holder_team), (null, o.team_id), (null, o.offered_team)
        ) w(worker_id, team_id)
        where coalesce(w.worker_id, w.team_id) is not null
        union
        select o.child_id, o.signal, o.since, g.worker_id, null
        from casework.grant_given g left join published.child_alias a on a.old_id = g.child_id
        join open o on o.child_id = coalesce(a.child_id, g.child_id) and o.signal = g.signal
                   and g.since in (o.since, o.record_as)$q$, source) using children;
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
create trigger follow after insert on casework.grant_given referencing new table as added
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
create function access.relates(child text) returns boolean language sql stable security definer as
    $$ select cardinality(access.related_of(array[child])) = 1 $$;
create function access.opens(child text) returns boolean language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return access.relates(child) or child in (select access.broken_into())
        or exists (select 1 from access.concerns(array[child]));
end $$;

-- every child the viewer may open at all
create function access.seen() returns setof text language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return query select access.related();
    return query select distinct c.child_id from access.concerns() c;
    return query select access.broken_into();
end $$;

-- ── what is given ──────────────────────────────────────────────────────────────────────────────────────────────────
-- For this viewer and purpose: how much of each kind of record of each holder (2 full, 1 that something exists,
-- 0 nothing), without decisions about single children. Holder '' stands for one not known: the least of any.
create function access.agreed() returns table (category text, holder text, gives integer) language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    mine text[] := access.agencies(); today date := access.day(); meant text := access.purpose();
begin
    if meant is null or mine = '{}' then return; end if;
    return query
        with line as (
            select distinct on (s.agency, s.category, a.code) s.category, a.code,
                   case s.gives when 'full' then 2 when 'involvement' then 1 else 0 end as gives
            from casework.sharing_agreement s join access.agency a on s.holder in ('*', a.code)
            where s.agency = any(mine) and s.purpose = meant
              and s.from_date <= today and (s.to_date is null or s.to_date > today)
            order by s.agency, s.category, a.code, (s.holder = '*'), s.from_date desc, s.term_id desc
        ), known as (
            select c.name, a.code,
                   greatest(case when a.code = any(mine) and not c.narrow then 2 else 0 end,
                            (select max(l.gives) from line l where l.category = c.name and l.code = a.code)) as gives
            from access.category c cross join access.agency a
            where c.name <> 'identity'
        )
        select k.name, k.code, coalesce(k.gives, 0) from known k
        union all
        select k.name, '', min(coalesce(k.gives, 0)) from known k group by k.name;
end $$;

-- The same for single children about whom sharing or withholding was decided (it goes before the agreement, never
-- before an agency's own records): every holder of the category, and '' as the least of them.
create function access.decided(children text[] default null)
    returns table (child_id text, category text, holder text, gives integer) language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    mine text[] := access.agencies(); today date := access.day();
begin
    if not exists (select 1 from casework.share_decision) then return; end if;
    return query
        with newest as (
            select distinct on (now_id, d.category, d.holder, d.agency) d.*, now_id
            from casework.share_decision d
            left join published.child_alias a on a.old_id = d.child_id
            cross join lateral (select coalesce(a.child_id, d.child_id) as now_id) n
            where d.agency = any(mine) and (children is null or now_id = any(children))
            order by now_id, d.category, d.holder, d.agency, d.decision_id desc
        ), told as (
            select n.now_id as child_id, n.category, n.holder, bool_and(n.decision = 'share') as shares
            from newest n
            where n.decision <> 'undone' and n.from_date <= today and (n.to_date is null or n.to_date > today)
            group by n.now_id, n.category, n.holder
        ), each as (
            select k.child_id, k.category, g.holder,
                   case when g.holder = any(mine) and not c.narrow then 2
                        when count(t.shares) = 0 then min(g.gives)
                        when bool_and(t.shares) then 2 else 0 end as gives
            from (select distinct t.child_id, t.category from told t) k
            join access.category c on c.name = k.category
            join access.agreed() g on g.category = k.category and g.holder <> ''
            left join told t on t.child_id = k.child_id and t.category = k.category and t.holder in ('*', g.holder)
            group by k.child_id, k.category, g.holder, c.narrow
        )
        select e.child_id, e.category, e.holder, e.gives from each e
        union all
        select e.child_id, e.category, '', min(e.gives) from each e group by e.child_id, e.category;
end $$;

-- What a viewer who is related to the child is given of one kind of one holder's records; sealing apart.
create function access.gives(child text, kind text, agency text) returns integer language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare held text := access.holder(agency);
begin
    return coalesce(
        (select d.gives from access.decided(array[child]) d where d.category = kind and d.holder = held),
        (select g.gives from access.agreed() g where g.category = kind and g.holder = held), 0);
end $$;

-- One question, one answer: may the viewer read this kind of record of this child, made by this agency?
create function access.may(child text, kind text, agency text default null) returns boolean language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    if not access.opens(child) or (child, kind) in (select s.child_id, s.category from access.sealed() s) then
        return false;
    end if;
    return kind = 'identity' or child in (select access.broken_into())
        or (access.relates(child) and access.gives(child, kind, agency) = 2);
end $$;

-- The concerns of these children that the viewer may read: given to them; or every record beneath is open to them. A
-- concern whose sign has gone rests on nothing any more: it stays with those whose team acted on it.
create function access.readable(children text[]) returns table (child_id text, signal text, since date)
    language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    me text := access.viewer(); mine text[] := access.teams(); wide text[]; broken text[];
begin
    return query select c.child_id, c.signal, c.since from access.concerns(children) c;
    wide := access.related_of(children);
    select array_agg(r.id) into broken from access.broken_into() r(id) where r.id = any(children);
    if wide = '{}' and broken is null then return; end if;
    return query
        select b.child_id, b.signal, b.since
        from published.because b
        join (select unnest(wide) union select unnest(broken)) w(id) on w.id = b.child_id
        join published.concern c on c.child_id = b.child_id and c.signal = b.signal and c.since = b.since
            and c.status <> 'shadow'
        left join access.agreed() g on g.category = b.category and g.holder = access.holder(b.agency)
        left join access.decided(children) d
            on d.child_id = b.child_id and d.category = b.category and d.holder = access.holder(b.agency)
        group by b.child_id, b.signal, b.since
        having bool_and((coalesce(d.gives, g.gives, 0) = 2 or b.child_id = any(broken)) is true
                        and (b.child_id, b.category) not in (select s.child_id, s.category from access.sealed() s));
    return query
        select s.child_id, s.signal, s.since
        from casework.states(wide || broken) s
        where not s.sign_present and exists (
            select 1 from casework.events(array[s.child_id]) e where e.signal = s.signal
              and (e.by_worker = me or e.to_worker = me or e.by_team = any(mine) or e.to_team = any(mine)));
end $$;
create function access.opens_concern(child text, sign text, day date) returns boolean language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return exists (select 1 from access.readable(array[child]) r where r.signal = sign and r.since = day);
end $$;

-- ── what pages may be told beside the rows themselves ──────────────────────────────────────────────────────────────
create function access.protected(child text) returns boolean language sql stable security definer as $$
    select exists (select 1 from published.child c where c.child_id = child and c.restricted)
        or exists (select 1 from access.restricting r where r.child_id = child)
$$;

-- The lines a concern rests on, as far as this viewer may know of them: in full; or that a line exists and whose it is;
-- or not at all. Nothing for a viewer who may not read the concern.
create function access.because_of(child text, sign text, day date)
    returns table (allowed boolean, agency text, category text, record_id text, happened date, source text, says text,
                   received date) language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    broken boolean := child in (select access.broken_into());
    hint boolean := not access.protected(child);
begin
    if not access.opens_concern(child, sign, day) then return; end if;
    return query
        with given as materialized (        -- asked once for each kind of record of each agency, not for each line
            select k.category, k.agency, case when broken then 2 else access.gives(child, k.category, k.agency) end as n
            from (select distinct b.category, b.agency from published.because b
                  where b.child_id = child and b.signal = sign and b.since = day) k
        )
        select g.n = 2, b.agency, b.category, case when g.n = 2 then b.record_id end,
               case when g.n = 2 then b.happened end, case when g.n = 2 then b.source end,
               case when g.n = 2 then b.says end, case when g.n = 2 then b.received end
        from published.because b
        join given g on g.category = b.category and g.agency is not distinct from b.agency
        where b.child_id = child and b.signal = sign and b.since = day
          and (g.n = 2 or (hint and g.n = 1))
          and (b.child_id, coalesce(b.person_key, '')) not in (select p.child_id, p.person_key from access.parted() p)
          and (child, b.category) not in (select s.child_id, s.category from access.sealed() s)
        order by b.happened desc nulls last, b.record_id;
end $$;

-- That records exist which this viewer may know of but not read: kind and holder, once each, and never for a protected
-- child (TL16).
create function access.withheld(child text) returns table (category text, holder text) language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    if not access.relates(child) or access.protected(child) or child in (select access.broken_into()) then
        return;
    end if;
    return query
        select r.category, r.holder from (
            select c.category, access.holder(c.agency) as holder from published.chronology c where c.child_id = child
            and (c.child_id, coalesce(c.person_key, '')) not in (select p.child_id, p.person_key from access.parted() p)
            union select k.category, access.holder(k.agency) from published.clock k where k.child_id = child
            and (k.child_id, coalesce(k.person_key, '')) not in (select p.child_id, p.person_key from access.parted() p)
        ) r
        left join access.agreed() g on g.category = r.category and g.holder = r.holder
        left join access.decided(array[child]) d on d.category = r.category and d.holder = r.holder
        where coalesce(d.gives, g.gives, 0) = 1
        order by 1, 2;
end $$;

-- Signs of a child that this viewer may know of but not read: a kind and a holder beneath each, to say whom to ask.
create function access.withheld_concerns(child text) returns table (category text, holder text)
    language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    if not access.relates(child) or access.protected(child) or child in (select access.broken_into()) then
        return;
    end if;
    return query
        select (min(array[l.category, l.holder]) filter (where l.gives = 1 and l.joined))[1],
               (min(array[l.category, l.holder]) filter (where l.gives = 1 and l.joined))[2]
        from published.concern c
        join (select b.child_id, b.signal, b.since, b.category, access.holder(b.agency) as holder,
                     access.gives(child, b.category, b.agency) as gives,
                     (b.child_id, coalesce(b.person_key, '')) not in (select p.child_id, p.person_key
                                                                      from access.parted() p) as joined
              from published.because b where b.child_id = child) l using (child_id, signal, since)
        where c.child_id = child and c.status <> 'shadow' and not access.opens_concern(child, c.signal, c.since)
        group by c.signal, c.since
        having min(l.gives) = 1 and bool_or(l.gives = 1 and l.joined)
        order by 1, 2;
end $$;

-- Who can see this child: teams that are open to it, and teams a concern was routed to; only those of agencies whose
-- involvement the viewer may know of.
create function access.who_can(child text) returns table (team_id text, team text, agency text, via text)
    language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    today date := access.day(); broken boolean := child in (select access.broken_into());
    related boolean := access.relates(child); mine text[] := access.teams();
begin
    if not access.opens(child) then return; end if;
    return query
        select distinct w.team_id, w.team, w.agency, w.via from (
            select i.team_id, i.team, i.agency, 'involvement' as via from published.involvement i
            where i.child_id = child and i.team_id is not null and (i.started is null or i.started <= today)
              and (i.ended is null or i.ended > today)
              and (i.child_id, coalesce(i.person_key, '')) not in (select p.child_id, p.person_key from access.parted() p)
            union all
            select t.team_id, t.team, t.agency, 'concern' from published.concern c join published.team t using (team_id)
            where c.child_id = child and c.status <> 'shadow'
        ) w
        where w.team_id = any(mine) or broken
           or (related and not access.protected(child) and access.gives(child, access.kind_of(w.agency), w.agency) >= 1)
        order by 2, 4;
end $$;

-- cards whose concerns were given to the viewer
create function access.cards() returns table (child_id text, team_id text, owner text) language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return query select distinct k.child_id, coalesce(k.team_id, ''), coalesce(k.owner, '')
        from published.card_concern k join access.concerns() c using (child_id, signal, since);
end $$;

-- ── what goldenthread.access.decide is given to judge ──────────────────────────────────────────────────────────────
create function access.viewer_facts(worker text) returns jsonb language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare today date := access.day(); answer jsonb;
begin
    with mine as (
        select m.team_id, m.is_lead or m.is_deputy as leads, t.agency, t.setting_urn
        from published.team_member m left join published.team t using (team_id)
        where m.worker_id = worker and (m.started is null or m.started <= today) and (m.ended is null or m.ended > today)
    )
    select jsonb_build_object(
        'worker_id', worker,
        'team_ids', coalesce(jsonb_agg(distinct m.team_id), '[]'),
        'leads', coalesce(jsonb_agg(distinct m.team_id) filter (where m.leads), '[]'),
        'agencies', coalesce(jsonb_agg(distinct m.agency) filter (where m.agency is not null), '[]'),
        'setting_urns', coalesce(jsonb_agg(distinct m.setting_urn) filter (where m.setting_urn is not null), '[]'),
        'terms', (select coalesce(jsonb_agg(jsonb_build_object(
                      'agency', s.agency, 'holder', s.holder, 'category', s.category, 'purpose', s.purpose,
                      'gives', s.gives, 'from_date', s.from_date, 'to_date', s.to_date) order by s.term_id), '[]')
                  from casework.sharing_agreement s where s.agency in (select agency from mine)))
    into answer from mine m;
    return answer;
end $$;

-- about one child and the viewer who is set; for the page to judge, never to print
create function access.child_facts(child text) returns jsonb language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare answer jsonb; mine text[] := access.teams();
begin
    select jsonb_build_object(
        'child_id', child,
        'school_urn', (select c.school_urn from published.child c where c.child_id = child
                       and (c.child_id, coalesce(c.school_key, '')) not in (select p.child_id, p.person_key
                                                                            from access.parted() p)),
        'protected', access.protected(child),
        'involvements', (select coalesce(jsonb_agg(jsonb_build_object('team_id', i.team_id, 'team', i.team,
                             'started', i.started, 'ended', i.ended) order by i.team_id), '[]')
                         from published.involvement i where i.child_id = child and i.team_id = any(mine)
                           and (i.child_id, coalesce(i.person_key, '')) not in (select p.child_id, p.person_key
                                                                                from access.parted() p)),
        'given', (select coalesce(jsonb_agg(jsonb_build_object('signal', g.signal, 'since', g.since)), '[]')
                  from access.concerns(array[child]) g),
        'glass', (select coalesce(jsonb_agg(jsonb_build_object('at', g.at, 'hours', g.hours, 'reason', g.reason)), '[]')
                  from casework.break_glass g where g.child_id = child and g.worker_id = access.viewer()),
        'restrictions', (select coalesce(jsonb_agg(jsonb_build_object('category', r.category, 'keeps_to', r.keeps_to,
                             'from_date', r.from_date, 'to_date', r.to_date)), '[]')
                         from access.restricting r where r.child_id = child and r.kind in ('sealed', 'adoption')),
        'decisions', (select coalesce(jsonb_agg(jsonb_build_object('category', d.category, 'holder', d.holder,
                          'agency', d.agency, 'share', d.decision = 'share', 'from_date', d.from_date,
                          'to_date', d.to_date) order by d.decision_id), '[]')
                      from (select distinct on (s.category, s.holder, s.agency) s.* from casework.share_decision s
                            left join published.child_alias a on a.old_id = s.child_id
                            where coalesce(a.child_id, s.child_id) = child
                            order by s.category, s.holder, s.agency, s.decision_id desc) d
                      where d.decision <> 'undone'))
    into answer;
    return answer;
end $$;

-- ── what pages read of casework ────────────────────────────────────────────────────────────────────────────────────
-- The state of each concern the viewer may read: of the children named, or (the view) of every child they may open.
create function access.states(children text[]) returns setof casework.every_state language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return query select s.* from casework.states(children) s
        where (s.child_id, s.signal, s.since) in (select r.child_id, r.signal, r.since from access.readable(children) r);
end $$;
create view casework.concern_state as select s.* from access.states(array(select distinct access.seen())) s;

-- What happened to them: every event about a sign of which the viewer may read a concern.
create function access.events(children text[]) returns setof casework.every_event language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return query select e.* from casework.events(children) e
        where (e.child_id, e.signal) in (select s.child_id, s.signal from access.states(children) s);
end $$;
create view casework.event as select e.* from access.events(array(select distinct access.seen())) e;

-- counts, without children, for those whose role opens counts
create view access.card_count as
    select c.team_id, c.owner, c.level, c.level_name, s.state, count(*) as children
    from published.card c
    cross join lateral (select case when c.state = 'backlog' and exists (
        select 1 from casework.backlog_release r where r.child_id = c.child_id
        and r.team_id is not distinct from c.team_id and r.owner is not distinct from c.owner)
        then 'work' else c.state end as state) s
    where access.role() in ('LEADER', 'ANALYST', 'TEAM_MANAGER')
    group by c.team_id, c.owner, c.level, c.level_name, s.state;
create view access.concern_count as
    select c.signal, c.status, c.team_id, s.state, count(*) as concerns
    from published.concern c join casework.every_state s using (child_id, signal, since)
    where access.role() in ('LEADER', 'ANALYST') and (c.status <> 'shadow' or access.role() = 'ANALYST')
    group by c.signal, c.status, c.team_id, s.state;

-- ── the role pages connect as ──────────────────────────────────────────────────────────────────────────────────────
do $$ begin
    create role goldenthread_app nologin;
exception when duplicate_object or unique_violation then null;
end $$;
revoke all on schema store, published, casework, audit, access from public;
grant usage on schema published, casework, audit, access, public to goldenthread_app;
revoke all on all tables in schema published, casework, audit, access from goldenthread_app;
grant select on all tables in schema published to goldenthread_app;
revoke all on published.child_hash, published.whole_hash from goldenthread_app;
grant select, insert on all tables in schema casework to goldenthread_app;
revoke all on casework.every_event, casework.every_state, casework.moved from goldenthread_app;
revoke insert on casework.event, casework.concern_state, casework.erasure from goldenthread_app;
grant usage on all sequences in schema casework, audit to goldenthread_app;
grant select, insert on audit.entry to goldenthread_app;
grant select on audit.chain to goldenthread_app;
grant select on access.card_count, access.concern_count, access.agency, access.category to goldenthread_app;
revoke execute on all functions in schema access, audit, casework from public;
grant execute on all functions in schema access to goldenthread_app;
-- what the web framework keeps: accounts, sessions, locked-out addresses
grant select, insert, update, delete on all tables in schema public to goldenthread_app;
grant usage on all sequences in schema public to goldenthread_app;
alter default privileges in schema public grant select, insert, update, delete on tables to goldenthread_app;
alter default privileges in schema public grant usage on sequences to goldenthread_app;

-- ── row-level security: the second wall ────────────────────────────────────────────────────────────────────────────
do $$
declare
    rule record;
    -- a row with a category and an agency, of a child: given in full (2), or given that it exists (1)
    given_ text := $e$(case when (child_id, %1$s) in (select d.child_id, d.category from access.decided() d)
                            then (child_id, %1$s, access.holder(agency)) in (
                                 select d.child_id, d.category, d.holder from access.decided() d where d.gives >= %2$s)
                            else (%1$s, access.holder(agency)) in (
                                 select g.category, g.holder from access.agreed() g where g.gives >= %2$s) end
                       and (child_id, %1$s) not in (select s.child_id, s.category from access.sealed() s))$e$;
    broken text := $e$(child_id in (select access.broken_into())
                       and (child_id, %s) not in (select s.child_id, s.category from access.sealed() s))$e$;
    in_full text := format(given_, 'category', 2);
    broken_full text := format(broken, 'category');
    known text := format(given_, 'access.kind_of(agency)', 1);
    broken_known text := format(broken, 'access.kind_of(agency)');
    related text := 'child_id in (select access.related())';
    seen text := 'child_id in (select access.seen())';
    own text := '(child_id, signal, since) in (select c.child_id, c.signal, c.since from access.concerns() c)';
    my_team text := 'team_id = any((select access.teams())::text[])';
    analyst text := $e$access.role() = 'ANALYST'$e$;
    governs text := $e$access.role() = 'INFORMATION_GOVERNANCE'$e$;
    mine text := 'by_worker = access.viewer()';
    joined text := $e$(child_id, coalesce(person_key, '')) not in (select p.child_id, p.person_key from access.parted() p)$e$;
    -- a clock goes with the record it starts from, and with any other that may have stopped or moved it
    whole text := $e$(other_keys is null or child_id not in (select p.child_id from access.parted() p)
                      or not exists (select 1 from unnest(other_keys) o (person_key) where (child_id, o.person_key) in (
                                         select p.child_id, p.person_key from access.parted() p)))$e$;
begin
    for rule in select * from (values
        ('published.child', seen),
        ('published.involvement', format('%s and ((%s and %s) or %s or (%s and %s))', joined, my_team, seen, broken_known,
                                         related, known)),
        ('published.link_line', format('%s or (%s and %s)', broken_known, related, known)),
        ('published.chronology', format('%s and (%s or (%s and %s))', joined, broken_full, related, in_full)),
        ('published.clock', format('%s and %s and (%s or (%s and %s))', joined, whole, broken_full, related, in_full)),
        ('published.because', format($e$%s and ((%s and %s) or (
                                        (%s or (%s and %s)) and signal not in (
                                            select r.signal from published.signal_register r where r.status = 'shadow')))$e$,
                                     joined, own, in_full, broken_full, related, in_full)),
        ('published.concern', format('%s or (%s and access.opens_concern(child_id, signal, since))', own, seen)),
        ('published.card_concern', own),
        ('published.card', $e$(child_id, coalesce(team_id, ''), coalesce(owner, '')) in (
                               select c.child_id, c.team_id, c.owner from access.cards() c)$e$),
        ('published.unanswered', format('%s or child_id in (select access.broken_into())
                                         or (child_id is null and access.viewer() is not null)', related)),
        ('published.put_right', format($e$%s or sender in (select 'URN:' || s from unnest(access.settings()) s)$e$, analyst)),
        ('published.refusal', analyst),
        ('published.set_aside', analyst),
        ('casework.concern_event', mine),
        ('casework.event_move', seen),
        ('casework.grant_given', format('%s or worker_id = access.viewer() or %s', mine, related)),
        ('casework.link_decision', format('%s or %s or right_key in (select access.seen())', mine, analyst)),
        ('casework.backlog_release', format('%s or %s', my_team, seen)),
        ('casework.childs_words', format('%s or %s', mine, related)),
        ('casework.letter_sent', format('%s or %s', mine, related)),
        ('casework.restriction', format('%s or %s', mine, governs)),
        ('casework.share_decision', format($e$%s or %s or (%s and not (decision = 'withhold'
                                              and agency = any((select access.agencies())::text[])))$e$, mine, governs, related)),
        ('casework.break_glass', format('worker_id = access.viewer() or %s', governs)),
        ('casework.break_glass_review', format('%s or %s', mine, governs)),
        ('casework.signal_status', 'true'), ('casework.level', 'true'), ('casework.sharing_agreement', 'true'),
        ('casework.real_data_release', 'true'), ('casework.erasure', 'true'),
        ('audit.entry', format('worker_id = access.viewer() or %s or %s', governs, related))
    ) r (name, condition) loop
        execute format('alter table %s enable row level security', rule.name::regclass);
        execute format('drop policy if exists may_see on %s', rule.name::regclass);
        execute format('create policy may_see on %s for select to goldenthread_app using (%s)',
                       rule.name::regclass, rule.condition);
    end loop;
    -- people write in their own name only, and only about children they may open
    for rule in select * from (values
        ('casework.concern_event', format('%s and %s', mine, seen)),
        ('casework.event_move', format('%s and %s', mine, seen)),
        ('casework.grant_given', format('%s and %s', mine, seen)),
        ('casework.link_decision', mine),
        ('casework.signal_status', format('%s and %s', mine, analyst)),
        ('casework.level', format($e$%s and access.role() = 'LEADER'$e$, mine)),
        ('casework.backlog_release', format('%s and %s', mine, my_team)),
        ('casework.childs_words', format('%s and %s', mine, seen)),
        ('casework.letter_sent', format('%s and %s', mine, seen)),
        ('casework.sharing_agreement', governs),
        ('casework.restriction', format('%s and (%s or %s)', mine, seen, governs)),
        ('casework.share_decision', format('%s and (%s or %s)', mine, related, governs)),
        ('casework.break_glass', $e$worker_id = access.viewer() and access.uses('break_glass')$e$),
        ('casework.break_glass_review', format('%s and %s', mine, governs)),
        ('casework.real_data_release', format($e$%s and access.role() in ('ADMINISTRATOR', 'INFORMATION_GOVERNANCE')$e$, mine)),
        ('audit.entry', 'access.viewer() is null or worker_id = access.viewer()')
    ) r (name, condition) loop
        execute format('drop policy if exists may_write on %s', rule.name::regclass);
        execute format('create policy may_write on %s for insert to goldenthread_app with check (%s)',
                       rule.name::regclass, rule.condition);
    end loop;
end $$;
