-- What people decided: facts with who, when and why. Rows are added and never changed or removed; a later row overrules.
-- Written by the pages' actions only, each together with its audit row in one transaction. A refresh reads these tables
-- and never writes them. A concern has no stored state: see the view casework.every_state below.
-- Pages read casework.event and casework.concern_state (telling.sql): the same, as far as the viewer may see.

create schema if not exists casework;

create or replace function casework.refuse() returns trigger language plpgsql as $$
begin
    raise exception 'Rows of %.% are never changed or removed; add a row that overrules.', tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege';
end $$;

-- ── what happened to a concern ─────────────────────────────────────────────────────────────────────────────────────
create table if not exists casework.concern_event (
    event_id bigint generated always as identity primary key,
    child_id text not null, signal text not null, since date not null,
    kind text not null check (kind in ('take', 'give', 'accept', 'decline', 'plan', 'action', 'note', 'close', 'reopen',
                                       'cannot_wait', 'objection')),
    by_worker text not null, by_name text not null,
    by_team text,                       -- the team in whose name they acted
    at timestamptz not null default clock_timestamp(),
    to_worker text, to_name text, to_team text,             -- give: to whom
    due date,                           -- plan: by when
    happened date,                      -- action: on which day; cannot_wait: the day its owner's time is counted from
    text text,                          -- the step planned, what happened, the note, what an objector says
    outcome text check (outcome in ('helped', 'no_longer', 'already_known', 'wrong')),
    reason text,
    check (kind <> 'give' or coalesce(to_worker, to_team) is not null),
    check ((kind = 'close') = (outcome is not null)),
    check (kind not in ('close', 'decline', 'reopen', 'cannot_wait') or length(trim(coalesce(reason, ''))) > 0),
    check (kind not in ('plan', 'action', 'note', 'objection') or length(trim(coalesce(text, ''))) > 0),
    check (kind <> 'plan' or due is not null)
);
-- action: whether the step that was planned is done with it; null where none was planned
alter table casework.concern_event add column if not exists step_done boolean;
create index if not exists concern_event_concern on casework.concern_event (child_id, signal, since, event_id);
create index if not exists concern_event_worker on casework.concern_event (by_worker, event_id);
create index if not exists concern_event_offered on casework.concern_event (to_worker, event_id) where kind = 'give';
create index if not exists concern_event_offered_team on casework.concern_event (to_team, event_id) where kind = 'give';

-- when a child was split in two, a person says to which of them an event belongs; the newest row for an event holds
create table if not exists casework.event_move (
    move_id bigint generated always as identity primary key,
    event_id bigint not null references casework.concern_event, child_id text not null,
    by_worker text not null, by_name text not null, at timestamptz not null default clock_timestamp(),
    why text not null
);
create index if not exists event_move_event on casework.event_move (event_id, move_id desc);
create index if not exists event_move_child on casework.event_move (child_id);

-- ── who is who ─────────────────────────────────────────────────────────────────────────────────────────────────────
create table if not exists casework.link_decision (
    decision_id bigint generated always as identity primary key,
    left_key text not null,             -- a person_key
    right_key text not null,            -- the other person_key; for 'apart' the child_id it is not
    decision text not null check (decision in ('same', 'different', 'apart', 'undone')),
    by_worker text not null, by_name text not null, at timestamptz not null default clock_timestamp(),
    why text not null
);
-- 'apart', and 'undone' of it: what was parted, so that it can be said when the record is no longer joined to the child
alter table casework.link_decision add column if not exists source text, add column if not exists sender text,
    add column if not exists agency text, add column if not exists record_id text;
create index if not exists link_decision_pair on casework.link_decision (left_key, right_key, decision_id desc);
create index if not exists link_decision_right on casework.link_decision (right_key);
create index if not exists link_decision_apart on casework.link_decision (decision_id) where decision = 'apart';

-- ── signs, levels and the backlog ──────────────────────────────────────────────────────────────────────────────────
create table if not exists casework.signal_status (
    status_id bigint generated always as identity primary key,
    signal text not null, status text not null check (status in ('shadow', 'trial', 'live')),
    sample integer,                     -- how many findings the person looked at before deciding
    by_worker text not null, by_name text not null, at timestamptz not null default clock_timestamp(),
    why text not null
);

-- the partnership's own levels, by date; with no row in force, those that priority/ is delivered with hold
create table if not exists casework.level (
    level_id bigint generated always as identity primary key,
    number integer not null, name text not null,
    rule text not null,                 -- the id of a rule in priority/
    from_date date not null,            -- the rows of the newest date that is not in the future hold, all together
    by_worker text not null, by_name text not null, at timestamptz not null default clock_timestamp(),
    why text not null,
    unique (from_date, number)
);

create table if not exists casework.backlog_release (
    release_id bigint generated always as identity primary key,
    child_id text not null, team_id text, owner text,
    week date not null check (extract(isodow from week) = 1),   -- the Monday of the week whose budget it uses
    by_worker text not null, by_name text not null, at timestamptz not null default clock_timestamp()
);
-- the day its owner's time is counted from: in a made-up area that of its records, which is long past; null for that of at
alter table casework.backlog_release add column if not exists day date;
create index if not exists backlog_release_child on casework.backlog_release (child_id);
create index if not exists backlog_release_week on casework.backlog_release (team_id, week);

-- ── the child and the family ───────────────────────────────────────────────────────────────────────────────────────
create table if not exists casework.childs_words (
    words_id bigint generated always as identity primary key,
    child_id text not null, text text not null check (length(trim(text)) > 0),
    how text not null check (how in ('said', 'shown', 'carer')),
    by_worker text not null, by_name text not null, at timestamptz not null default clock_timestamp()
);
-- besides its own words, what goes well for the child: told by the child, by family, or seen by whoever writes it down
alter table casework.childs_words add column if not exists about text not null default 'words'
    check (about in ('words', 'strengths'));
alter table casework.childs_words drop constraint if exists childs_words_how_check,
    add constraint childs_words_how_check check (how in ('said', 'shown', 'carer') or (how = 'seen' and about = 'strengths'));
create index if not exists childs_words_child on casework.childs_words (child_id, words_id desc);

create table if not exists casework.letter_sent (
    letter_id bigint generated always as identity primary key,
    child_id text not null, sent date not null,
    left_out text[] not null default '{}',                  -- what the sender could not see and the letter leaves out
    by_worker text not null, by_name text not null, at timestamptz not null default clock_timestamp()
);
create index if not exists letter_sent_child on casework.letter_sent (child_id, letter_id desc);

-- ── who may see what ───────────────────────────────────────────────────────────────────────────────────────────────
-- What an agency is given of another agency's records, for a purpose. The newest row for (agency, holder, category,
-- purpose) whose dates include the day holds; a row for a named holder goes before one for '*'; no row gives none.
create table if not exists casework.sharing_agreement (
    term_id bigint generated always as identity primary key,
    agency text not null,               -- who looks (codes: agency)
    holder text not null default '*',   -- whose record it is; '*' stands for every agency
    category text not null, purpose text not null,
    gives text not null check (gives in ('full', 'involvement', 'none')),
    from_date date not null, to_date date,
    decided_by text not null, at timestamptz not null default clock_timestamp(),
    why text not null
);

-- Protection that goes before any sharing: 'sealed' closes one category, or all, to everyone but one agency.
create table if not exists casework.restriction (
    restriction_id bigint generated always as identity primary key,
    child_id text not null,
    kind text not null check (kind in ('protected_address', 'sealed', 'adoption', 'lifted')),
    lifts bigint references casework.restriction,           -- 'lifted': the restriction that ends
    category text,                      -- 'sealed': this category only; null for everything
    keeps_to text,                      -- the agency that may still see; null for nobody
    from_date date not null, to_date date,
    by_worker text not null, by_name text not null, at timestamptz not null default clock_timestamp(),
    why text not null,
    check ((kind = 'lifted') = (lifts is not null))
);
create index if not exists restriction_child on casework.restriction (child_id);
create index if not exists restriction_lifts on casework.restriction (lifts) where lifts is not null;

-- Sharing or withholding one child's records is a decision that is written down (TL11); the newest row holds.
create table if not exists casework.share_decision (
    decision_id bigint generated always as identity primary key,
    child_id text not null, category text not null,
    holder text not null default '*',   -- whose record; '*' for all of the category
    agency text not null,               -- with whom it is shared, or from whom it is withheld
    decision text not null check (decision in ('share', 'withhold', 'undone')),
    basis text not null check (basis in ('consent', 'duty', 'safeguarding', 'objection', 'harm', 'other')),
    from_date date not null, to_date date,
    by_worker text not null, by_name text not null, at timestamptz not null default clock_timestamp(),
    why text not null
);
create index if not exists share_decision_child on casework.share_decision (child_id);

-- Opening a record without a relationship: a reason, hours and not days, and somebody looks at it afterwards.
create table if not exists casework.break_glass (
    glass_id bigint generated always as identity primary key,
    child_id text not null, worker_id text not null, worker_name text not null,
    hours integer not null check (hours between 1 and 12),
    at timestamptz not null default clock_timestamp(),
    reason text not null check (length(trim(reason)) > 0)
);
create index if not exists break_glass_worker on casework.break_glass (worker_id, child_id, at);
create index if not exists break_glass_child on casework.break_glass (child_id);

create table if not exists casework.break_glass_review (
    review_id bigint generated always as identity primary key,
    glass_id bigint not null references casework.break_glass,
    finding text not null check (finding in ('right', 'wrong', 'ask')),
    by_worker text not null, by_name text not null, at timestamptz not null default clock_timestamp(),
    why text not null
);

-- The store may be called real only after a named person released it, with the trust rules that were checked.
create table if not exists casework.real_data_release (
    release_id bigint generated always as identity primary key,
    rules text[] not null,              -- TL1, TL2, … as they held that day
    by_worker text not null, by_name text not null, at timestamptz not null default clock_timestamp(),
    why text not null
);

-- an authorised erasure of a load: what was erased stays unnamed, that it was done stays for good
create table if not exists casework.erasure (
    erasure_id bigint generated always as identity primary key,
    load_id text not null, sha256 text not null,
    by_worker text not null, by_name text not null, at timestamptz not null default clock_timestamp(),
    why text not null
);

do $$
declare t text;
begin
    for t in select table_name from information_schema.tables
             where table_schema = 'casework' and table_type = 'BASE TABLE' loop
        execute format('drop trigger if exists never_changed on casework.%I', t);
        execute format('create trigger never_changed before update or delete or truncate on casework.%I '
                       'for each statement execute function casework.refuse()', t);
    end loop;
end $$;

-- ── events follow the child, and states follow from events ─────────────────────────────────────────────────────────
drop view if exists casework.concern_state, casework.event, casework.every_state, casework.every_event, casework.moved
    cascade;
drop function if exists casework.states(text[]), casework.events(text[]) cascade;

create view casework.moved as
    select distinct on (event_id) event_id, child_id from casework.event_move order by event_id, move_id desc;

-- Each statement below stands twice: as a view of every child (every_event, every_state), and as a function of some
-- children (events, states), which reads those children's rows only.
do $make$
declare
    -- ids under which something was recorded, with the id the child has now: two children that proved to be one share
    -- the survivor's; an event of a child that was split stands under the id a person chose
    every_id text := $q$
        select w.id, coalesce(a.child_id, w.id) as child_id
        from (select child_id as id from casework.concern_event union select child_id from casework.event_move) w
        left join published.child_alias a on a.old_id = w.id$q$;
    some_ids text := $q$
        select w.id, w.id as child_id from unnest(children) w(id)
        where not exists (select 1 from published.child_alias a where a.old_id = w.id)
        union
        select a.old_id, a.child_id from published.child_alias a where a.child_id = any(children)$q$;
    events text := $q$
        select w.child_id, e.signal, e.since, e.event_id, e.kind, e.by_worker, e.by_name, e.by_team, e.at,
               e.to_worker, e.to_name, e.to_team, e.due, e.happened, e.step_done, e.text, e.outcome, e.reason,
               e.child_id as recorded_for
        from who w join casework.concern_event e on e.child_id = w.id
        where not exists (select 1 from casework.event_move m where m.event_id = e.event_id)
        union all
        select w.child_id, e.signal, e.since, e.event_id, e.kind, e.by_worker, e.by_name, e.by_team, e.at,
               e.to_worker, e.to_name, e.to_team, e.due, e.happened, e.step_done, e.text, e.outcome, e.reason,
               e.child_id
        from who w join casework.moved m on m.child_id = w.id join casework.concern_event e using (event_id)$q$;
    -- The set-based twin of goldenthread.casework.states; the two are held equal by test. One row for every sign in the
    -- published run, and for every concern people acted on whose sign has gone. A sign that has no events of its own
    -- takes over those about an earlier date of the same sign that no longer stands: a corrected date is the same
    -- concern, and a closed one whose sign comes back with a later date is reopened.
    states text := $q$
        thread as materialized (
            select child_id, signal, since,
                   max(event_id) as last_id,
                   max(event_id) filter (where kind in ('take', 'accept', 'plan', 'action', 'close', 'reopen')) as stage_id,
                   max(event_id) filter (where kind in ('give', 'take', 'accept', 'decline', 'close', 'reopen')) as offer_id,
                   max(event_id) filter (where kind in ('take', 'accept', 'close', 'reopen')) as holder_id,
                   max(event_id) filter (where kind in ('plan', 'close', 'reopen') or step_done) as plan_id,
                   max(event_id) filter (where kind in ('cannot_wait', 'close')) as urgent_id,
                   max(event_id) filter (where kind = 'action') as action_id,
                   bool_or(kind = 'objection') as objected,
                   max(at) filter (where kind in ('take', 'accept', 'plan', 'action')) as last_acted
            from told group by child_id, signal, since
        ), gone as (                    -- what people acted on whose sign does not stand
            select t.*, row_number() over (partition by t.child_id, t.signal order by t.since desc) as nth
            from thread t left join sign s using (child_id, signal, since)
            where s.child_id is null
        ), bare as (                    -- signs nobody acted on
            select s.child_id, s.signal, s.since,
                   row_number() over (partition by s.child_id, s.signal order by s.since) as nth
            from sign s left join thread t using (child_id, signal, since)
            where t.child_id is null
        ), paired as (
            select s.since as sign_since, t.* from sign s join thread t using (child_id, signal, since)
            union all                   -- the earliest bare sign takes over the newest of what is gone
            select b.since, b.child_id, b.signal, g.since, g.last_id, g.stage_id, g.offer_id, g.holder_id, g.plan_id,
                   g.urgent_id, g.action_id, g.objected, g.last_acted
            from bare b
            left join gone g on g.child_id = b.child_id and g.signal = b.signal and g.nth = 1 and b.nth = 1
            union all
            select null, g.child_id, g.signal, g.since, g.last_id, g.stage_id, g.offer_id, g.holder_id, g.plan_id,
                   g.urgent_id, g.action_id, g.objected, g.last_acted
            from gone g left join bare b on b.child_id = g.child_id and b.signal = g.signal and b.nth = 1
            where g.nth > 1 or b.child_id is null
        ), staged as (
            select p.*, stage.kind as stage, stage.at as stage_at, stage.outcome,
                   (stage.kind = 'close' and p.sign_since > p.since) is true as came_back
            from paired p left join casework.concern_event stage on stage.event_id = p.stage_id
        )
        select t.child_id, t.signal,
               coalesce(t.sign_since, t.since) as since,            -- the concern's date, in its address and on its page
               case when t.came_back then t.sign_since else coalesce(t.since, t.sign_since) end
                   as record_as,                                    -- the date to write into the next event about it
               t.sign_since is not null as sign_present,
               case when t.came_back then 'reopened'
                    when t.stage = 'close' then 'closed'
                    when t.sign_since is null then 'expired'
                    when offer.kind = 'give' then 'offered'
                    when t.stage is null then 'new'
                    when t.stage in ('take', 'accept') then 'taken'
                    when t.stage = 'plan' then 'planned'
                    when t.stage = 'action' then 'acted'
                    when t.stage = 'reopen' then 'reopened' end as state,
               case when holder.kind in ('take', 'accept') then holder.by_worker end as holder,
               case when holder.kind in ('take', 'accept') then holder.by_name end as holder_name,
               case when holder.kind in ('take', 'accept') then holder.by_team end as holder_team,
               case when offer.kind = 'give' then offer.to_worker end as offered_to,
               case when offer.kind = 'give' then offer.to_name end as offered_name,
               case when offer.kind = 'give' then offer.to_team end as offered_team,
               case when offer.kind = 'give' then offer.by_worker end as offered_by,
               case when offer.kind = 'give' then offer.at end as offered_at,
               case when plan.kind = 'plan' then plan.due end as due,
               case when plan.kind = 'plan' then plan.text end as step,
               plan.step_done is true as step_done,                 -- what was planned last is done, and no more is planned
               (urgent.kind = 'cannot_wait') is true as urgent,
               case when urgent.kind = 'cannot_wait' then urgent.by_name end as urgent_by,
               case when urgent.kind = 'cannot_wait' then urgent.reason end as urgent_why,
               -- the day it was said, while no step was planned or done since
               case when urgent.kind = 'cannot_wait' and t.urgent_id > coalesce(t.plan_id, 0)
                    then coalesce(urgent.happened, urgent.at::date) end as pressed,
               coalesce(t.objected, false) as objected,
               case when t.stage = 'close' then t.outcome end as outcome,
               case when t.stage = 'close' then t.stage_at end as closed_at,
               action.happened as last_action, t.last_acted, t.last_id as seen
        from staged t
        left join casework.concern_event offer on offer.event_id = t.offer_id
        left join casework.concern_event holder on holder.event_id = t.holder_id
        left join casework.concern_event plan on plan.event_id = t.plan_id
        left join casework.concern_event urgent on urgent.event_id = t.urgent_id
        left join casework.concern_event action on action.event_id = t.action_id$q$;
    made text := 'create function casework.%1$s(children text[]) returns setof casework.%2$s language plpgsql stable '
                 'set plan_cache_mode = force_generic_plan as '
                 '$f$ begin return query %3$s; end $f$';
    every_state text := 'with who as (%s), told as (%s), sign as (select child_id, signal, since from published.concern%s), %s';
begin
    execute format('create view casework.every_event as with who as (%s) %s', every_id, events);
    execute format(made, 'events', 'every_event', format('with who as (%s) %s', some_ids, events));
    execute 'create view casework.every_state as ' || format(every_state, every_id, events, '', states);
    execute format(made, 'states', 'every_state',
                   format(every_state, some_ids, events, ' where child_id = any(children)', states));
end $make$;
