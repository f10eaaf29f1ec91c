-- Who looked at what, and who changed what. Rows are only ever added, and each is chained to the one before by a hash,
-- so that a change, a gap or a cut shows. An entry is sealed into the chain at the very end of its transaction: the one
-- lock that orders the chain is held for the commit alone, whenever the entry was written.

create schema if not exists audit;

create table if not exists audit.entry (
    entry_id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    worker_id text not null,            -- who; 'system' for the program itself
    worker_name text not null, role text,
    action text not null,               -- read, search, list, export, act, sign_in, refused, break_glass, erase, refresh …
    child_id text,
    categories text[] not null default '{}',                -- the kinds of record shown
    purpose text,
    via text,                           -- involvement, roll, concern, break_glass: why it was allowed
    page text,                          -- the page or command
    says text,                          -- one sentence for those who read the log
    source_address text, query text, export_hash text, reason text
);
-- the children whose names a list showed; null for anything but a list, and in entries from before there was such a column
alter table audit.entry add column if not exists children text[];
create index if not exists entry_children on audit.entry using gin (children);
create index if not exists entry_child on audit.entry (child_id, entry_id desc);
create index if not exists entry_worker on audit.entry (worker_id, entry_id desc);
create index if not exists entry_action on audit.entry (action, entry_id desc);

create table if not exists audit.chain (
    number bigint primary key,          -- 1, 2, 3 … without a gap
    entry_id bigint not null unique references audit.entry,
    hash bytea not null                 -- sha256 of the hash before and the entry's words
);

create or replace function audit.refuse() returns trigger language plpgsql as $$
begin
    raise exception 'The audit log is only added to.' using errcode = 'insufficient_privilege';
end $$;

-- An entry as bytes: each value as its length in bytes, a colon and the value; '-' for a value that is not there.
-- goldenthread.store.audit works this out again by itself when it checks the log.
create or replace function audit.word(value text) returns text language sql immutable as
    $$ select case when value is null then '-' else octet_length(value)::text || ':' || value end $$;

create or replace function audit.words(e audit.entry) returns bytea language sql stable as $$
    select convert_to(concat(
        audit.word(e.entry_id::text), audit.word(to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')),
        audit.word(e.worker_id), audit.word(e.worker_name), audit.word(e.role), audit.word(e.action),
        audit.word(e.child_id), audit.word(array_to_string(e.categories, ',')), audit.word(e.purpose),
        audit.word(e.via), audit.word(e.page), audit.word(e.says), audit.word(e.source_address),
        audit.word(e.query), audit.word(e.export_hash), audit.word(e.reason),
        case when e.children is not null then audit.word(array_to_string(e.children, ',')) end), 'UTF8')
$$;

create or replace function audit.seal() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare head record;
begin
    perform pg_advisory_xact_lock(7304116);
    select c.number, c.hash into head from audit.chain c order by c.number desc limit 1;
    insert into audit.chain (number, entry_id, hash)
    values (coalesce(head.number, 0) + 1, new.entry_id,
            sha256(coalesce(head.hash, ''::bytea) || audit.words(new)));
    return null;
end $$;

drop trigger if exists sealed on audit.entry;
create constraint trigger sealed after insert on audit.entry
    deferrable initially deferred for each row execute function audit.seal();
drop trigger if exists never_changed on audit.entry;
create trigger never_changed before update or delete or truncate on audit.entry
    for each statement execute function audit.refuse();
drop trigger if exists never_changed on audit.chain;
create trigger never_changed before update or delete or truncate on audit.chain
    for each statement execute function audit.refuse();
