-- What a viewer is given of each kind of record of a child they may open, and which concerns they may read.

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
        with term as (                      -- the newest for each agency of the viewer's, kind of record and holder
            select distinct on (s.agency, s.category, s.holder) s.agency, s.category, s.holder,
                   case s.gives when 'full' then 2 when 'involvement' then 1 else 0 end as gives
            from casework.sharing_agreement s
            where s.agency = any(mine) and s.purpose = meant
              and s.from_date <= today and (s.to_date is null or s.to_date > today)
            order by s.agency, s.category, s.holder, s.from_date desc, s.term_id desc
        ), known as (                       -- one for a named holder goes before one for '*'
            select c.name, a.code,
                   greatest(max(case when a.code = any(mine) and not c.narrow then 2 else 0 end),
                            max(coalesce(n.gives, e.gives))) as gives
            from access.category c cross join access.agency a cross join unnest(mine) m(agency)
            left join term n on n.agency = m.agency and n.category = c.name and n.holder = a.code
            left join term e on e.agency = m.agency and e.category = c.name and e.holder = '*'
            where c.name <> 'identity'
            group by c.name, a.code
        )
        select k.name, k.code, k.gives from known k
        union all
        select k.name, '', min(k.gives) from known k group by k.name;
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
    me text := access.viewer(); mine text[] := access.teams(); wide text[]; broken text[]; touched text[];
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
    touched := array(
        select e.child_id from casework.concern_event e where e.child_id = any(wide || broken)
        union select m.child_id from casework.event_move m where m.child_id = any(wide || broken)
        union select a.child_id from published.child_alias a where a.child_id = any(wide || broken));
    if touched = '{}' then return; end if;
    return query
        select s.child_id, s.signal, s.since
        from casework.states(touched) s
        where not s.sign_present and exists (
            select 1 from casework.events(array[s.child_id]) e where e.signal = s.signal
              and (e.by_worker = me or e.to_worker = me or e.by_team = any(mine)
                   or (e.to_worker is null and e.to_team = any(mine))));
end $$;
create function access.opens_concern(child text, sign text, day date) returns boolean language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return exists (select 1 from access.readable(array[child]) r where r.signal = sign and r.since = day);
end $$;
