-- Directory imports: what was received, what it would do, what it did.

create table feed_import (
    id          uuid primary key,
    file_name   text not null,
    sha256      bytea,
    kind        text check (kind in ('complete','delta')),
    feed_day    date,
    state       text not null check (state in ('received','reading','previewed','held','applied','refused')),
    progress    text not null default '',
    received_by uuid references person (id),     -- null: from the terminal
    received_at timestamptz not null,
    previewed_at timestamptz,
    applied_at  timestamptz,
    refusal     text,                            -- the sentence shown
    summary     jsonb not null default '{}'      -- counts by kind of change, warnings by kind
);
create index feed_import_received on feed_import (received_at desc);

-- One line per school, and the odd cases: a head reads hers only.
create table feed_import_line (
    import_id uuid not null references feed_import (id) on delete cascade,
    position  integer not null,
    school_id uuid,                              -- null: not of one school
    school    text not null default '',
    what      text not null,                     -- 'created','changed','moved','leaves','odd','totals'
    person_id uuid,
    label     text not null,
    reason    text not null default '',
    primary key (import_id, position)
);
create index feed_import_line_school on feed_import_line (import_id, school_id, what);
