-- What follows from the agencies' records, in the shape the pages need it.
-- Written by refresh alone, in one transaction; everything here can be made again from the store's Parquet files.
-- Rows about a child are exchanged child by child (see publish.py); the rest, table by table.

create schema if not exists published;

create table if not exists published.run (
    run_id text primary key,            -- the run in force: exactly one row
    as_of date not null,
    published_at timestamptz not null,
    store_id text not null,
    engine text not null,
    counts jsonb not null
);

-- ── rows about a child ─────────────────────────────────────────────────────────────────────────────────────────────
-- person_key is the source's person whose record a row follows from: a record parted from the child takes its rows along.
-- Pages read who a child is from access.child (telling.sql), which leaves out what a parted record said.
create table if not exists published.child_hash (
    child_id text primary key,          -- '' stands for rows about no child in particular
    hash text not null                  -- changes when any row about the child changes
);

create table if not exists published.child (
    child_id text primary key,
    forename text, surname text, born date, sex text,
    postcode text,                      -- null when restricted
    restricted boolean not null,
    school_urn text, school_name text, year_group text,
    sen_level text, sen_as_at date, plan boolean not null,
    sources integer not null, by_name_only integer not null,
    listed boolean not null,            -- may appear in lists and searches
    locality text,
    name_keys text[] not null,          -- names without case, accents or marks
    school_key text,                    -- the source's person whose record says the school and the year
    died date                           -- by this day the child had died, some record says
);
create index if not exists child_school on published.child (school_urn);
create index if not exists child_names on published.child using gin (name_keys) where listed;
create index if not exists child_surname on published.child (lower(surname) text_pattern_ops) where listed;
create index if not exists child_born on published.child (born) where listed;

create table if not exists published.involvement (
    child_id text not null,
    team_id text,                       -- the area's team, by its staff file; null when the team is not in it
    team text, agency text, service text, setting_urn text, worker text, role text,
    started date, ended date, record_id text, source text,
    person_key text
);
create index if not exists involvement_child on published.involvement (child_id);
create index if not exists involvement_team on published.involvement (team_id, child_id) include (started, ended, person_key);

create table if not exists published.chronology (
    child_id text not null,
    item_id text not null,
    happened date not null, until date,
    agency text, category text not null, kind text not null, says text not null,
    record_id text, source text, received date,
    person_key text
);
create index if not exists chronology_child on published.chronology (child_id, happened desc, item_id);

create table if not exists published.clock (
    child_id text not null,
    clock_id text not null,
    pathway text not null, code text not null, title text not null, subject_says text, category text not null,
    agency text,                        -- whose record it starts from; null when not known
    started date, due date, stopped date, state text not null, because text,
    level text, evidence text, basis text, why text, exception text, estimated boolean, record_id text,
    person_key text,                    -- of the record it starts from
    other_keys text[]                   -- others whose records may have stopped or moved it; null when there are none
);
create index if not exists clock_child on published.clock (child_id, due);
create index if not exists clock_due on published.clock (state, due);

create table if not exists published.concern (
    child_id text not null, signal text not null, since date not null,
    title text, says text not null, asks text, domain text, duty text,
    team_id text, owner text, deputy text,
    status text not null,               -- shadow, trial or live
    basis text, expires text, level_of_duty text, category_summary text,
    primary key (child_id, signal, since)
);
create index if not exists concern_team on published.concern (team_id, signal);
create index if not exists concern_owner on published.concern (owner);
create index if not exists concern_deputy on published.concern (deputy);

create table if not exists published.because (
    child_id text not null, signal text not null, since date not null,
    record_id text, happened date, agency text, category text not null, source text, says text, received date,
    person_key text
);
create index if not exists because_concern on published.because (child_id, signal, since);

create table if not exists published.unanswered (
    child_id text,                      -- null when it holds for every child
    signal text not null, because text not null
);
create index if not exists unanswered_child on published.unanswered (child_id);

create table if not exists published.card (
    child_id text not null, team_id text, owner text,
    level integer not null, level_name text not null, reason text not null, place integer not null,
    do_next text, due date, last_acted date,
    state text not null,                -- work or backlog
    new_harm boolean not null
);
create index if not exists card_child on published.card (child_id);
create index if not exists card_team on published.card (team_id, state, place);
create index if not exists card_owner on published.card (owner, state, place);

create table if not exists published.card_concern (
    child_id text not null, team_id text, owner text, signal text not null, since date not null
);
create index if not exists card_concern_child on published.card_concern (child_id);

create table if not exists published.link_line (
    child_id text not null, person_key text not null,
    source text, sender text, agency text, how text, says text, since date, record_id text,
    forename text, surname text, born date, sex text, name_keys text[], received date  -- who this record says it is
);
create index if not exists link_line_child on published.link_line (child_id);
create index if not exists link_line_person on published.link_line (person_key);

-- what records say of a child's death, and what others tell of days after it: they disagree, and a person decides
create table if not exists published.death (
    child_id text not null, person_key text, record_id text,
    agency text, category text not null, source text, sender text, received date,
    died date,                          -- the day of death, where the record says it
    closed date,                        -- the day a case was closed because the child had died
    by_day date not null,               -- by this day the child had died; or the later day that another record tells of
    disagrees text                      -- what the other record tells of that day; null for a record of the death
);
create index if not exists death_child on published.death (child_id);

create table if not exists published.put_right (
    sender text, source text, child_id text,
    record_id text, column_name text, problem text not null, remedy text
);
create index if not exists put_right_sender on published.put_right (sender, source);
create index if not exists put_right_child on published.put_right (child_id);

-- ── the rest ───────────────────────────────────────────────────────────────────────────────────────────────────────
create table if not exists published.whole_hash (
    table_name text primary key,
    hash text not null
);

create table if not exists published.child_alias (
    old_id text primary key,            -- an id that was joined with another; casework about it follows
    child_id text not null
);

create table if not exists published.child_split (
    child_id text not null,             -- an id whose records proved to be two children's; a person says whose the
    new_id text not null                -- casework is (casework.event_move)
);

create table if not exists published.refusal (
    left_key text not null, right_key text not null, reason text not null, weight integer
);

create table if not exists published.source (
    source text not null, sender text, agency text, cadence_days integer,
    newest date, received_at timestamptz, state text not null, because text
);

create table if not exists published.sender_name (
    sender text primary key, name text not null     -- what people call whoever sends, as far as the area's lists say
);

create table if not exists published.load (
    load_id text primary key,
    path text not null, source text, version text, sender text, extract_date date,
    rows_read bigint not null, rows_kept bigint not null, rows_set_aside bigint not null,
    rows_already_held bigint not null,
    findings jsonb not null, state text not null, loaded_at timestamptz, keep_until date
);

create table if not exists published.set_aside (
    load_id text not null, line bigint, column_name text, reason text not null, remedy text,
    shown text                          -- what may be shown of the cell; its row's text stays in the store
);
create index if not exists set_aside_load on published.set_aside (load_id, line);

create table if not exists published.signal_register (
    signal text primary key,
    title text, says text, asks text, basis text, answers text, needs text, expires text,
    status text not null, condition text, owner text, version text
);

create table if not exists published.team (
    team_id text primary key,
    team text not null, agency text, service text, setting_urn text, locality text,
    duties text[] not null, weekly_budget integer
);

create table if not exists published.team_member (
    team_id text not null, worker_id text not null,
    name text, email text, role text, is_lead boolean not null, is_deputy boolean not null,
    started date, ended date, absent_from date, absent_to date
);
create index if not exists team_member_team on published.team_member (team_id);
create index if not exists team_member_worker on published.team_member (worker_id);
create index if not exists team_member_email on published.team_member (lower(email));
