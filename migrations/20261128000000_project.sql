-- The ENT project of this database (design §2.3: one database, one project): what it is called, what it starts from,
-- what it runs on, and the project of the other degree beside it. No field holds what somebody thinks in politics.
create table project (
    one              boolean primary key default true check (one),
    brand            text not null,                -- « e-Ormes »: what people call it, whatever the solution
    solution         text not null default '',
    solution_version text not null default '',
    diagnosis        text not null default '',     -- the finding that the parties share
    sister_name      text not null default '',     -- the ENT of collèges and lycées
    sister_address   text not null default '',
    said_by          uuid references person (id),
    said_at          timestamptz not null
);
create index project_said_by on project (said_by) where said_by is not null;
