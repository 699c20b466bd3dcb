-- What every area leans on: the audit, the outbox of live events, the job queue.

-- Who did what, when. One row for every act that changes something; written by database::Tx only.
-- Holds ids, never names: a person who is erased leaves nothing here.
create table audit (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    person_id  uuid,
    session_id uuid,
    act        text not null,
    details    jsonb not null default '{}'
);
create index audit_person_at on audit (person_id, at desc);
create index audit_at on audit using brin (at);

-- Something new for an audience. Written in the transaction that makes it new; one worker per node
-- wakes the others (never NOTIFY in a request: it takes an instance-wide lock at commit).
create table outbox (
    id          bigint generated always as identity primary key,
    at          timestamptz not null,
    topic       text not null,
    audience_id uuid
);
create index outbox_at on outbox (at);

-- Work to do after the transaction that asked for it. Payloads hold ids, never personal data.
create table job (
    id         uuid primary key,
    kind       text not null,
    payload    jsonb not null,
    run_at     timestamptz not null,
    attempts   smallint not null default 0,
    claimed_at timestamptz,
    failed_at  timestamptz,
    last_error text
);
create index job_waiting on job (run_at) where failed_at is null;
