-- Who may see what, as the database enforces it: the twin of goldenthread.access, held equal to it by test.
-- Pages connect as a role that owns nothing. In each transaction they say who looks, in which role and for what
-- (goldenthread.viewer, .role, .purpose, and .at for another moment than now); who has said nothing sees nothing.
-- A page about one child says so as well (.about): then no other child's record is open to it, nor need be worked out.
-- The functions run with their owner's rights, so that they may look where the viewer may not, and answer only what the
-- viewer may know.

drop schema if exists access cascade;      -- it holds rules and no facts; the policies (walls.sql) fall with it and are made anew
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
create function access.about() returns text[] language sql stable as
    $$ select case when current_setting('goldenthread.about', true) <> ''
                   then array[current_setting('goldenthread.about', true)] end $$;

-- filled from goldenthread.access when the database is prepared
create table access.role_route (role text, route text, primary key (role, route));
create table access.agency (code text primary key, category text not null);
create table access.category (name text primary key, narrow boolean not null);

create function access.uses(wanted text) returns boolean language sql stable security definer
    set search_path = pg_catalog, pg_temp as
    $$ select exists (select 1 from access.role_route r where r.role = access.role() and r.route = wanted) $$;

create function access.teams() returns text[] language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(distinct m.team_id), '{}') from published.team_member m
    where m.worker_id = access.viewer() and (m.started is null or m.started <= access.day())
      and (m.ended is null or m.ended > access.day())
$$;
create function access.agencies() returns text[] language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(distinct t.agency) filter (where t.agency is not null), '{}')
    from published.team t where t.team_id = any(access.teams())
$$;
create function access.settings() returns text[] language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
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
create function access.parted() returns table (child_id text, person_key text) language sql stable security definer rows 10
    set search_path = pg_catalog, pg_temp as $$
    select coalesce(a.child_id, d.right_key), d.left_key
    from casework.link_decision d left join published.child_alias a on a.old_id = d.right_key
    where d.decision = 'apart' and not exists (
        select 1 from casework.link_decision u
        where u.decision_id > d.decision_id and ((u.left_key = d.left_key and u.right_key = d.right_key)
                                              or (u.left_key = d.right_key and u.right_key = d.left_key)))
$$;

-- children from whom a record was parted and for whom no refresh has worked everything out without it
create function access.reduced() returns setof text language sql stable security definer rows 10
    set search_path = pg_catalog, pg_temp set enable_nestloop = on as $$
    select distinct p.child_id from access.parted() p
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
-- children a team of the viewer's is open to, or on the roll of the viewer's school; where a page is about one, that one
create function access.related() returns setof text language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    mine text[]; schools text[]; today date;
begin
    if access.about() is not null then
        return query select unnest(access.related_of(access.about()));
        return;
    end if;
    mine := access.teams(); schools := access.settings(); today := access.day();
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

-- children the viewer opened without a relationship, for hours; where a page is about one, that one
create function access.broken_into() returns setof text language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare now_ timestamptz := access.at();
begin
    if not access.uses('break_glass') then return; end if;
    return query select g.child_id from casework.break_glass g
        where g.worker_id = access.viewer() and g.at <= now_ and now_ < g.at + make_interval(hours => g.hours)
          and (access.about() is null or g.child_id = any(access.about())) and g.child_id not in (select access.closed());
end $$;
