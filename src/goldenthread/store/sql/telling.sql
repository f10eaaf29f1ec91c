-- What pages may be told beside the rows themselves, and what goldenthread.access is given to judge.

-- ── what pages may be told beside the rows themselves ──────────────────────────────────────────────────────────────
-- said of every child where nobody looks
create function access.protected(child text) returns boolean language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
    select access.viewer() is null
        or exists (select 1 from published.child c where c.child_id = child and c.restricted)
        or exists (select 1 from access.restricting r where r.child_id = child)
$$;

-- Who a child is. What a record said that was parted since the last refresh is left out at once: name, birth date, sex and
-- death come from the records that remain, names and birth date as most of them have them, the newest first. A protected
-- address stays protected until the refresh. Not for pages: it holds every child.
create view access.who_is as
    with gone as materialized (
        select p.child_id, p.person_key from access.parted() p
    ), left_over as materialized (
        select r.child_id,
            -- names and birth date go together: half of one child's and half of another's would be nobody's
            (select jsonb_build_object('forename', l.forename, 'surname', l.surname, 'born', l.born, 'sex', max(l.sex))
             from published.link_line l
             where l.child_id = r.child_id and (l.child_id, l.person_key) not in (select g.child_id, g.person_key from gone g)
             group by l.forename, l.surname, l.born
             order by l.forename is null, l.surname is null, l.born is null, count(distinct (l.source, l.sender)) desc,
                 max(l.received) desc, l.surname, l.forename, l.born
             limit 1) as said,
            array(select distinct k from published.link_line l, unnest(l.name_keys) k
                  where l.child_id = r.child_id
                    and (l.child_id, l.person_key) not in (select g.child_id, g.person_key from gone g)
                  order by k) as name_keys,
            (select min(d.by_day) from published.death d
             where d.child_id = r.child_id and d.disagrees is null
               and (d.child_id, coalesce(d.person_key, '')) not in (select g.child_id, g.person_key from gone g)) as died
        from access.reduced() r(child_id)
    )
    select c.child_id, c.restricted, c.listed, c.locality, n.child_id is not null as reduced,
        case when n.child_id is null then c.forename else n.said->>'forename' end as forename,
        case when n.child_id is null then c.surname else n.said->>'surname' end as surname,
        case when n.child_id is null then c.born else (n.said->>'born')::date end as born,
        case when n.child_id is null then c.sex else n.said->>'sex' end as sex,
        case when n.child_id is null then c.name_keys else n.name_keys end as name_keys,
        case when n.child_id is null then c.died else n.died end as died,
        case when x.child_id is null then c.school_urn end as school_urn,
        case when x.child_id is null then c.school_name end as school_name,
        case when x.child_id is null then c.year_group end as year_group
    from published.child c
    left join left_over n on n.child_id = c.child_id
    left join gone x on x.child_id = c.child_id and x.person_key = c.school_key;
-- the same of the children this viewer may open, taken out by the index: they are few beside all
create view access.child with (security_barrier = true) as
    select w.* from access.who_is w where w.child_id = any(array(select access.seen()));

-- The lines a child's concerns rest on, as far as this viewer may know of them: in full; or that a line exists and whose it
-- is; or not at all. Nothing of a concern the viewer may not read.
create function access.grounds(child text)
    returns table (signal text, since date, allowed boolean, agency text, category text, record_id text, happened date,
                   source text, says text, received date) language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    broken boolean := child in (select access.broken_into());
    hint boolean := not access.protected(child);
begin
    return query
        select b.signal, b.since, g.n = 2, b.agency, b.category, case when g.n = 2 then b.record_id end,
               case when g.n = 2 then b.happened end, case when g.n = 2 then b.source end,
               case when g.n = 2 then b.says end, case when g.n = 2 then b.received end
        from (select distinct r.signal, r.since from access.readable(array[child]) r) r
        join published.because b on b.child_id = child and b.signal = r.signal and b.since = r.since
        left join access.agreed() k on k.category = b.category and k.holder = access.holder(b.agency)
        left join access.decided(array[child]) d on d.category = b.category and d.holder = access.holder(b.agency)
        cross join lateral (select case when broken then 2 else coalesce(d.gives, k.gives, 0) end as n) g
        where (g.n = 2 or (hint and g.n = 1))
          and (b.child_id, coalesce(b.person_key, '')) not in (select p.child_id, p.person_key from access.parted() p)
          and (child, b.category) not in (select s.child_id, s.category from access.sealed() s)
        order by b.happened desc nulls last, b.record_id;
end $$;

-- What was parted from a child, by whom and why, and who joined it again: the newest first, and only records of agencies
-- whose involvement the viewer may know of, or that they parted themselves. A seal keeps it from the viewer, and so from being joined again.
create function access.partings(child text)
    returns table (decision_id bigint, left_key text, right_key text, source text, sender text, agency text, record_id text,
                   by_name text, at timestamptz, why text, undone_by text, undone_at timestamptz, undone_why text)
    language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    broken boolean := child in (select access.broken_into()); related boolean := access.relates(child);
    least integer := case when access.protected(child) then 2 else 1 end;
begin
    if not exists (select 1 from casework.link_decision d where d.decision = 'apart') or not access.opens(child) then
        return;
    end if;
    return query
        select d.decision_id, d.left_key, d.right_key, coalesce(d.source, l.source), coalesce(d.sender, l.sender), w.agency,
               coalesce(d.record_id, l.record_id), d.by_name, d.at, d.why, u.by_name, u.at, u.why
        from casework.link_decision d
        left join lateral (select * from published.link_line k where k.person_key = d.left_key limit 1) l on true
        cross join lateral (select coalesce(d.agency, l.agency) as agency) w
        left join lateral (
            select n.* from casework.link_decision n
            where n.decision_id > d.decision_id and n.decision <> 'apart'
              and ((n.left_key = d.left_key and n.right_key = d.right_key)
                or (n.left_key = d.right_key and n.right_key = d.left_key))
            order by n.decision_id limit 1) u on true
        where d.decision = 'apart'
          and d.right_key in (select child union select a.old_id from published.child_alias a where a.child_id = child)
          and (child, access.kind_of(w.agency)) not in (select s.child_id, s.category from access.sealed() s)
          and (broken or d.by_worker = access.viewer()
               or (related and access.gives(child, access.kind_of(w.agency), w.agency) >= least))
        order by d.decision_id desc;
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
                     coalesce(d.gives, k.gives, 0) as gives,
                     (b.child_id, coalesce(b.person_key, '')) not in (select p.child_id, p.person_key
                                                                      from access.parted() p) as joined
              from published.because b
              left join access.agreed() k on k.category = b.category and k.holder = access.holder(b.agency)
              left join access.decided(array[child]) d on d.category = b.category and d.holder = access.holder(b.agency)
              where b.child_id = child) l using (child_id, signal, since)
        where c.child_id = child and c.status <> 'shadow'
          and (c.signal, c.since) not in (select r.signal, r.since from access.readable(array[child]) r)
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
    related boolean := access.relates(child) and not access.protected(child); mine text[] := access.teams();
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
        left join access.agreed() k on k.category = access.kind_of(w.agency) and k.holder = access.holder(w.agency)
        left join access.decided(array[child]) d
            on d.category = access.kind_of(w.agency) and d.holder = access.holder(w.agency)
        where w.team_id = any(mine) or broken or (related and coalesce(d.gives, k.gives, 0) >= 1)
        order by 2, 4;
end $$;

-- Who has looked at this child's record or saw its name in a list, and who did what, the newest first: of a list nothing of
-- the other children on it, and none from before the log kept its children apart. Others than the viewer are told of to those
-- alone who are related to the child. A name and a role tell that an agency works with the child: they are given where the
-- viewer may know that, of every team the looker is in by the staff file; of a colleague; and of those who look for the
-- partnership and for no agency. What was said of a parting is given to whom the parting is.
create function access.looks(child text, most integer)
    returns table (at timestamptz, mine boolean, who text, role text, action text, page text, says text, looks bigint)
    language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    me text := access.viewer(); my_teams text[] := access.teams(); my_agencies text[] := access.agencies();
    related boolean := access.relates(child); told boolean := related and not access.protected(child);
begin
    if not access.opens(child) then return; end if;
    return query
        with newest as materialized (
            select e.entry_id, e.at, e.worker_id, e.worker_name, e.role, e.action, e.page, e.says, count(*) over () as looks
            from audit.entry e
            where (e.child_id = child or e.children @> array[child]) and e.action <> 'refused'
              and (related or e.worker_id = me)
            order by e.entry_id desc limit most
        ), placed as (
            select m.worker_id, bool_or(m.team_id = any(my_teams)) as colleague,
                   bool_and(coalesce(t.agency = any(my_agencies) or (
                       told and coalesce(d.gives, k.gives, 0) >= 1 and (child, access.kind_of(t.agency)) not in (
                           select s.child_id, s.category from access.sealed() s)), false)) as known
            from published.team_member m
            left join published.team t on t.team_id = m.team_id
            left join access.agreed() k on k.category = access.kind_of(t.agency) and k.holder = access.holder(t.agency)
            left join access.decided(array[child]) d
                on d.category = access.kind_of(t.agency) and d.holder = access.holder(t.agency)
            where m.worker_id in (select n.worker_id from newest n)
            group by m.worker_id
        ), named as (
            select n.*, (n.worker_id = me or n.role is null or n.role in ('ADMINISTRATOR', 'INFORMATION_GOVERNANCE', 'DCO')
                         or coalesce(p.colleague or p.known, n.role in ('LEADER', 'ANALYST'))) as open,
                   n.page in ('children/<child_id>/not-this-child', 'children/<child_id>/join-again') and not exists (
                       select 1 from access.partings(child) x
                       where position('record ' || x.record_id || ' ' in n.says || ' ') > 0) as secret
            from newest n left join placed p on p.worker_id = n.worker_id
        )
        select n.at, n.worker_id = me, case when n.open then n.worker_name end, case when n.open then n.role end, n.action,
               n.page,
               case when n.action = 'act' and (n.secret or not n.open) then 'acted on the record'
                    when n.open then n.says
                    when n.action in ('list', 'search') then 'saw the name in a list'
                    when n.action = 'read' then 'looked at the record' else 'opened the record' end,
               n.looks
        from named n order by n.entry_id desc;
end $$;

-- cards whose concerns were given to the viewer
create function access.cards() returns table (child_id text, team_id text, owner text) language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return query select distinct k.child_id, coalesce(k.team_id, ''), coalesce(k.owner, '')
        from published.card_concern k join access.concerns(access.about()) c using (child_id, signal, since);
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
    if access.viewer() is null then return null; end if;
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
