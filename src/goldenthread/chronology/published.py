"""The published tables one by one: what pages read, worked out once in a refresh so that no page has to."""

LISTED = """
    select child_id from child where listed
    union
    select child_id from finding
"""

_CHILD = """
    select c.child_id, c.forename, c.surname, c.born, c.sex, case when c.restricted then null else c.postcode end
        as postcode, coalesce(c.restricted, false) as restricted, c.school_urn,
        coalesce(s.setting_name, c.school_name) as school_name, c.year_group, c.sen_level, c.sen_as_at,
        coalesce(c.plan, false) as plan, c.sources, c.by_name_only, true as listed, s.locality,
        list_filter(
            string_split_regex(strip_accents(lower(concat_ws(' ', c.forename, c.surname))), '[^a-z0-9]+'),
            lambda k: k <> ''
        ) as name_keys, c.school_key, c.died
    from child c
    join listed_child l using (child_id)
    left join (select distinct on (setting_urn) setting_urn, setting_name, locality from setting
        order by setting_urn, record_id) s on s.setting_urn = c.school_urn
    where c.child_id is not null
"""

_INVOLVEMENT = """
    select i.child_id, i.team_id, max(coalesce(t.team, i.team)) as team, coalesce(i.agency, max(t.agency)) as agency,
        i.service, i.setting_urn, max(coalesce(m.name, nullif(i.worker, i.team_id))) as worker, max(i.role) as role,
        min(i.started) as started, case when bool_or(i.ended is null) then null else max(i.ended) end as ended,
        arg_max(i.record_id, (i.source, i.record_id)) as record_id, max(i.source) as source, i.person_key
    from involvement_team i
    join listed_child l using (child_id)
    left join team t on t.team_id = i.team_id
    left join (select worker_id, min(name) as name from team_member group by worker_id) m on m.worker_id = i.worker
    where i.ended is null or i.ended >= $as_of - 730
    group by i.child_id, i.person_key, i.team_id, i.agency, i.service, i.setting_urn, coalesce(i.team_id, i.team),
        i.worker
"""

_CHRONOLOGY = """
    select n.child_id, n.line_id as item_id, n.happened, n.until, n.agency, n.category, n.kind, n.says, n.record_id,
        n.source, n.received, n.person_key
    from line n
    join listed_child l using (child_id)
    where n.happened <= $as_of
"""

_CLOCK = """
    select k.child_id, k.clock_id, k.pathway, k.code, coalesce(p.title, t.title, k.code) as title, k.subject_says,
        k.category, w.agency, k.started, k.due, k.stopped, k.state, k.because, k.level, p.evidence, p.basis, k.why,
        k.exception, k.estimated, k.record_id, w.person_key,
        nullif(list_filter(o.person_keys, lambda one: one is distinct from w.person_key), []) as other_keys
    from clock k
    join listed_child l using (child_id)
    left join pathway_register p on p.pathway = k.pathway and p.provision = k.provision
    left join (select pathway, max(title) as title from pathway_register group by pathway) t on t.pathway = k.pathway
    left join reason_person w on w.record_id = k.record_id and w.child_id = k.child_id
    left join kind_person o on o.child_id = k.child_id and o.category = k.category
"""

_CONCERN = """
    select c.child_id, c.signal, c.since, c.title, c.says, c.asks, c.domain, c.duty, c.team_id, c.owner, c.deputy,
        c.status, c.basis, c.expires, c.level_of_duty, coalesce(k.categories, '') as category_summary
    from concern c
    left join (
        select child_id, signal, since, string_agg(distinct category, ', ' order by category) as categories
        from because group by child_id, signal, since
    ) k using (child_id, signal, since)
"""

# one line a record: one that is worth telling, so that a visit which was held is never told as missed; of those, the
# line whose day is the day the sign speaks of, else the first
_BECAUSE = """
    with told as (
        select b.child_id, b.signal, b.since, b.record_id, coalesce(b.happened, r.happened) as happened,
            coalesce(w.agency, 'OTH') as agency, b.category, r.source, r.says, r.received, w.person_key,
            row_number() over (
                partition by b.child_id, b.signal, b.since, b.record_id
                order by coalesce(r.fits, false) desc, r.happened is distinct from b.happened, r.line_id
            ) as turn
        from because b
        left join reason_line r on r.record_id = b.record_id and r.child_id = b.child_id
        left join reason_person w on w.record_id = b.record_id and w.child_id = b.child_id
    )
    select child_id, signal, since, record_id, happened, agency, category, source, says, received, person_key
    from told where turn = 1
"""

_CARD = """
    select child_id, team_id, owner, level, level_name,
        concat(level_name, '; ', case
            when last_acted is not null then concat('last acted on ', strftime(last_acted, '%-d %B %Y'))
            else concat('open since ', strftime(oldest, '%-d %B %Y'),
                case when level_name like '%nobody has acted%' then '' else ', no action recorded yet' end)
            end) as reason,
        place, do_next, due, last_acted, state, new_harm
    from card
"""

# With who the newest row of each source's person says it is; an identity that an adoption ended is told by no name. The
# person of a provider who is with CAMHS too is CAMHS's: named under another service, the provider would tell of it.
_LINK_LINE = """
    with told as (
        select person_key, min(received) as since, max(received) as received,
            arg_max(struct_pack(source := source, sender := sender, agency := agency, record_id := record_id),
                (agency is not distinct from 'CAMHS', received, source, record_id)) as held,
            arg_max(struct_pack(forename := trim(forename), surname := trim(surname), born := born, sex := sex),
                (received, source, record_id)) as newest,
            coalesce(bool_or(sealed), false) as sealed
        from sent_person
        where person_key in (select person_key from link join listed_child using (child_id))
        group by person_key
    ),
    named as (
        select *, case when not sealed then newest.forename end as forename,
            case when not sealed then newest.surname end as surname
        from told
    )
    select k.child_id, k.person_key, p.held.source, p.held.sender, p.held.agency, k.how, k.says, p.since,
        p.held.record_id, p.forename, p.surname, case when not p.sealed then p.newest.born end as born,
        case when p.newest.sex in ('M', 'F') then p.newest.sex end as sex,
        list_filter(
            string_split_regex(strip_accents(lower(concat_ws(' ', p.forename, p.surname))), '[^a-z0-9]+'),
            lambda part: part <> ''
        ) as name_keys, p.received
    from link k
    join listed_child l using (child_id)
    join named p using (person_key)
"""

# what records say of a death, and what other senders tell of the child itself on days after it, the newest of each:
# that it was met, taught, helped or suspended. What was only decided or written about it says nothing either way.
_DEATH = """
    with said as (
        select d.child_id, d.person_key, d.record_id, d.agency, case d.record when 'health_wait' then 'health'
                when 'ehc_request' then 'ehc' when 'ehc_plan' then 'ehc' when 'care_referral' then 'care'
                when 'short_break' then 'care' else 'identity' end as category,
            d.source, d.sender, d.received, d.died, d.closed, d.by_day, cast(null as varchar) as disagrees
        from death d
        join listed_child l using (child_id)
    ),
    met as (
        select child_id, person_key, record_id, agency, category, source, received, happened, says from line
        where kind in ('suspension', 'check', 'first_contact', 'help', 'short_break_event', 'visit', 'enrolment')
        union all
        select child_id, person_key, record_id, 'EDU', 'education', source, received, started,
            'At school in the week that began on that day'
        from attendance where period = 'WEEK' and code in ('/', '\\', 'L', 'K', 'V', 'P', 'W', 'B')
            and child_id in (select child_id from death)
    ),
    after as (
        select m.*, k.sender, row_number() over (
            partition by m.child_id, m.source, k.sender order by m.happened desc, m.record_id, m.says) as place
        from met m
        join child c on c.child_id = m.child_id and m.happened > c.died and m.happened <= $as_of
        join (
            select person_key, max(sender) as sender from sent_person
            where person_key in (select person_key from link where child_id in (select child_id from death))
            group by person_key
        ) k using (person_key)
        where not exists (select 1 from death d where d.child_id = m.child_id and d.person_key = m.person_key)
    )
    select * from said
    union all
    select child_id, person_key, record_id, agency, category, source, sender, received, null, null, happened, says
    from after where place = 1
"""

# both sides of a disagreement about a death have it on their list, besides what intake found
_PUT_RIGHT = """
    select r.sender, r.source, l.child_id, r.record_id, r.column_name, r.problem, r.remedy
    from put_right r
    left join link k using (person_key)
    left join listed_child l on l.child_id = k.child_id
    union all
    select d.sender, d.source, d.child_id, d.record_id, null,
        case when d.disagrees is null then 'It says that the child has died; another sender tells of a later day.'
            else 'It tells of a later day than that by which, another sender says, the child had died.' end,
        'Find out together which is right, and correct the wrong record at source. Write to no family meanwhile.'
    from publish_death d
    join (select child_id, max(by_day) as latest from publish_death where disagrees is not null group by child_id) o
        on o.child_id = d.child_id and (d.disagrees is not null or d.by_day < o.latest)
"""

_SOURCE = "select source, sender, agency, cadence_days, newest, received_at, state, because from source"
_UNANSWERED = """
    select u.child_id, u.signal, u.because from unanswered u
    where u.child_id is null or u.child_id in (select child_id from listed_child)
"""
_TEAM = """
    select distinct on (team_id) team_id, team, agency, service, setting_urn, locality,
        coalesce(string_split(duties, ';'), []) as duties, weekly_budget
    from team
    where ended is null or ended >= $as_of
    order by team_id, record_id
"""
_TEAM_MEMBER = """
    select team_id, worker_id, name, email, role, coalesce(is_lead, false) as is_lead,
        coalesce(is_deputy, false) as is_deputy, started, ended, absent_from, absent_to
    from team_member
    where ended is null or ended >= $as_of
"""
# what people call whoever sends: a school by the area's own list; a provider by the teams of the staff file that it
# names, where they are few enough to be read
_SENDER_NAME = """
    select concat('URN:', setting_urn) as sender, min(setting_name) as name
    from setting where setting_urn is not null and setting_name is not null group by setting_urn
    union all
    select p.sender, string_agg(distinct t.team, ', ' order by t.team) as name
    from involvement_team i
    join (select distinct person_key, sender from sent_person where sender like 'ODS:%') p
        on p.person_key = i.person_key
    join team t on t.team_id = i.team_id
    where t.setting_urn is null
    group by p.sender
    having count(distinct t.team) <= 6
"""
_REGISTER = """
    select signal, title, says, asks, basis, answers, needs, expires, status, condition, owner, version
    from signal_register
"""

TABLES: dict[str, str] = {
    "child": _CHILD,
    "involvement": _INVOLVEMENT,
    "chronology": _CHRONOLOGY,
    "clock": _CLOCK,
    "concern": _CONCERN,
    "because": _BECAUSE,
    "unanswered": _UNANSWERED,
    "card": _CARD,
    "card_concern": "select child_id, team_id, owner, signal, since from card_concern",
    "link_line": _LINK_LINE,
    "death": _DEATH,
    "put_right": _PUT_RIGHT,
    "child_alias": "select old_id, child_id from child_alias",
    "child_split": "select child_id, new_id from child_split",
    "refusal": "select left_key, right_key, reason, weight from refusal",
    "source": _SOURCE,
    "load": "select * from load",
    "sender_name": _SENDER_NAME,
    "set_aside": "select load_id, line, column_name, reason, remedy, shown from set_aside",
    "signal_register": _REGISTER,
    "team": _TEAM,
    "team_member": _TEAM_MEMBER,
}
