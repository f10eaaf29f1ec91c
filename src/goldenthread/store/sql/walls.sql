-- The role that pages connect as, and row-level security: the second wall, on every published table.

-- ── the role pages connect as ──────────────────────────────────────────────────────────────────────────────────────
do $$ begin
    if not exists (select from pg_roles where rolname = 'goldenthread_app') then    -- an owner may not be let ask again
        create role goldenthread_app nologin;
    end if;
exception when duplicate_object or unique_violation then null;
end $$;
revoke all on schema store, published, casework, audit, access from public;
grant usage on schema published, casework, audit, access, public to goldenthread_app;
revoke all on all tables in schema published, casework, audit, access from goldenthread_app;
grant select on all tables in schema published to goldenthread_app;
revoke all on published.child_hash, published.whole_hash from goldenthread_app;
-- who a child is, pages learn from access.child alone, since a record can be parted between two refreshes
revoke all on published.child, published.link_line from goldenthread_app;
grant select (child_id, restricted, listed) on published.child to goldenthread_app;
grant select (child_id, person_key, source, sender, agency, how, says, since, record_id) on published.link_line
    to goldenthread_app;
grant select, insert on all tables in schema casework to goldenthread_app;
revoke all on casework.every_event, casework.every_state, casework.moved from goldenthread_app;
revoke insert on casework.event, casework.concern_state, casework.erasure from goldenthread_app;
grant usage on all sequences in schema casework, audit to goldenthread_app;
grant select, insert on audit.entry to goldenthread_app;
grant select on audit.chain to goldenthread_app;
grant select on access.child, access.card_count, access.concern_count, access.agency, access.category to goldenthread_app;
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
    -- that an agency is involved; of a child at a protected address, only where its records are given in full
    known text := format('(%s and (not access.protected(child_id) or %s))', format(given_, 'access.kind_of(agency)', 1),
                         format(given_, 'access.kind_of(agency)', 2));
    broken_known text := format(broken, 'access.kind_of(agency)');
    related text := 'child_id in (select access.related())';
    seen text := 'child_id in (select access.seen())';
    acting text := 'child_id in (select access.acting())';
    own text := '(child_id, signal, since) in (select c.child_id, c.signal, c.since from access.concerns(access.about()) c)';
    -- asked once where the page is about one child, and for each row where it is not
    readable text := $e$case when access.about() is null then access.opens_concern(child_id, signal, since)
                            else (child_id, signal, since) in (
                                 select r.child_id, r.signal, r.since from access.readable(access.about()) r) end$e$;
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
        ('published.child', seen), ('published.child_alias', seen), ('published.child_split', seen),
        ('published.involvement', format('%s and ((%s and %s) or %s or (%s and %s))', joined, my_team, seen, broken_known,
                                         related, known)),
        ('published.link_line', format('%s or (%s and %s)', broken_known, related, known)),
        ('published.death', format($e$%s and (case when disagrees is null then %s or (%s and %s)
                                                    else %s or (%s and %s) end)$e$,
                                   joined, broken_known, related, known, broken_full, related, in_full)),
        ('published.chronology', format('%s and (%s or (%s and %s))', joined, broken_full, related, in_full)),
        ('published.clock', format('%s and %s and (%s or (%s and %s))', joined, whole, broken_full, related, in_full)),
        ('published.because', format($e$%s and ((%s and %s) or (
                                        (%s or (%s and %s)) and signal not in (
                                            select r.signal from published.signal_register r where r.status = 'shadow')))$e$,
                                     joined, own, in_full, broken_full, related, in_full)),
        ('published.concern', format('%s or (%s and %s)', own, seen, readable)),
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
        ('casework.link_decision', format('%s or %s', mine, analyst)),      -- others are told by access.partings
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
        ('audit.entry', format('worker_id = access.viewer() or %s', governs))    -- others are told by access.looks
    ) r (name, condition) loop
        execute format('alter table %s enable row level security', rule.name::regclass);
        execute format('drop policy if exists may_see on %s', rule.name::regclass);
        execute format('create policy may_see on %s for select to goldenthread_app using (%s)',
                       rule.name::regclass, rule.condition);
    end loop;
    -- people write in their own name only, and only about children they may open otherwise than for an emergency
    for rule in select * from (values
        ('casework.concern_event', format('%s and %s', mine, acting)),
        ('casework.event_move', format('%s and %s', mine, acting)),
        ('casework.link_decision', format($e$%s and (decision not in ('apart', 'undone') or coalesce((
                                       select a.child_id from published.child_alias a where a.old_id = right_key), right_key)
                                       in (select access.acting()))$e$, mine)),
        ('casework.signal_status', format('%s and %s', mine, analyst)),
        ('casework.level', format($e$%s and access.role() = 'LEADER'$e$, mine)),
        ('casework.backlog_release', format('%s and %s', mine, my_team)),
        ('casework.childs_words', format('%s and %s', mine, acting)),
        ('casework.letter_sent', format('%s and %s', mine, acting)),
        ('casework.sharing_agreement', governs),
        ('casework.restriction', format('%s and (%s or %s)', mine, acting, governs)),
        ('casework.share_decision', format('%s and (%s or %s)', mine, related, governs)),
        ('casework.break_glass', $e$worker_id = access.viewer() and access.uses('break_glass')$e$),
        -- nobody reviews their own opening, in whatever role
        ('casework.break_glass_review', format($e$%s and %s and exists (select 1 from casework.break_glass g
            where g.glass_id = break_glass_review.glass_id and g.worker_id <> access.viewer())$e$, mine, governs)),
        ('casework.real_data_release', format($e$%s and access.role() in ('ADMINISTRATOR', 'INFORMATION_GOVERNANCE')$e$, mine)),
        ('audit.entry', $e$worker_id = coalesce(access.viewer(), 'nobody')$e$)
    ) r (name, condition) loop
        execute format('drop policy if exists may_write on %s', rule.name::regclass);
        execute format('create policy may_write on %s for insert to goldenthread_app with check (%s)',
                       rule.name::regclass, rule.condition);
    end loop;
end $$;
