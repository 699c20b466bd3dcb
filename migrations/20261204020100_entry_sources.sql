-- The other direction: another ENT (a CAS server) says who somebody is, and she comes in here by it. Who keeps them is the
-- project's team; whom an account there opens here is said once by its owner, signed in here.

create table entry_source (
    id       uuid primary key,
    name     text not null check (name <> ''),
    -- Of its CAS server: scheme, host, port if it is not the usual one, and the beginning of the path, with a final slash.
    address  text not null,
    -- National_ENS…: who may come in by it.
    profiles text[] not null check (cardinality(profiles) > 0),
    -- What lets pupils or families come in by it: convention, decision.
    basis    text not null default '',
    said_by  uuid references person (id),
    said_at  timestamptz not null,
    check (basis <> '' or not profiles && array['National_ELV', 'National_TUT'])
);
create unique index entry_source_address on entry_source (address);
create index entry_source_said_by on entry_source (said_by) where said_by is not null;

-- Open from one day to another; nothing opens by itself. What was closed stays, for who looks back.
create table entry_opening (
    id        uuid primary key,
    source_id uuid not null references entry_source (id),
    from_day  date not null,
    until_day date,
    opened_by uuid references person (id),
    opened_at timestamptz not null,
    closed_by uuid references person (id),
    closed_at timestamptz,
    check (until_day is null or until_day >= from_day)
);
create unique index entry_opening_one on entry_opening (source_id) where closed_at is null;
create index entry_opening_source on entry_opening (source_id, from_day);
create index entry_opening_opened_by on entry_opening (opened_by) where opened_by is not null;
create index entry_opening_closed_by on entry_opening (closed_by) where closed_by is not null;

-- Which account there opens which here: one and one. By what the other knows her is not held: a mark of it, worked out with
-- the project's key, which the database does not hold.
create table entry_link (
    id        uuid primary key,
    source_id uuid not null references entry_source (id),
    person_id uuid not null references person (id),
    -- As the other was called then: what she takes away with her data can be read without us.
    service   text not null,
    mark      bytea not null,
    linked_at timestamptz not null,
    last_at   timestamptz
);
create unique index entry_link_mark on entry_link (source_id, mark);
create unique index entry_link_person on entry_link (person_id, source_id);

-- By which other ENT a session was opened, and the hash of the ticket that opened it: its end is told by that ticket.
alter table session add column source_id uuid references entry_source (id);
alter table session add column source_ticket bytea;
alter table session add constraint session_source_whole check ((source_id is null) = (source_ticket is null));
create index session_source on session (source_id) where source_id is not null;
create index session_source_ticket on session (source_ticket) where source_ticket is not null;

-- As before; and what an account elsewhere opens, it opens no more.
create or replace function void_secrets(people uuid[]) returns bigint language plpgsql as $$
declare
    closed bigint;
begin
    update account set password_hash = null, code_hash = null, code_made_at = null where person_id = any (people);
    update former_login set password_hash = null, code_hash = null, code_made_at = null where person_id = any (people);
    delete from password_reset where person_id = any (people);
    delete from passkey where person_id = any (people);
    delete from card where person_id = any (people);
    delete from pass_phrase where person_id = any (people);
    delete from entry_link where person_id = any (people);
    update picture_code set hash = null, made_at = null where person_id = any (people) and hash is not null;
    update known_device set trusted_until = null where person_id = any (people) and trusted_until is not null;
    select count(*) into closed from session where person_id = any (people);
    perform close_sessions(array(select s.id from session s left join class_session t on t.id = s.class_session_id
        where s.person_id = any (people) or t.opened_by = any (people)));
    delete from class_session where opened_by = any (people);
    return closed;
end
$$;
