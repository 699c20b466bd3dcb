-- A school's ONDE files, between upload and report. The bytes leave when they are applied or dropped, or after
-- two weeks: they are names, birth dates and addresses.
create table onde_upload (
    id          uuid primary key,
    school_id   uuid not null references place (id),
    received_by uuid references person (id),
    received_at timestamptz not null,
    file_names  text[] not null,
    pupils      bytea,
    relatives   bytea,
    teachers    bytea,
    corrections jsonb not null default '{}',
    state       text not null default 'received' check (state in ('received', 'applied', 'dropped')),
    settled_at  timestamptz,
    report      jsonb                            -- counts, and remarks with line and column
);
create index onde_upload_school on onde_upload (school_id, received_at desc);
