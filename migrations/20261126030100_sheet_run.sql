-- Sheets for a whole school or the whole project, made one class or school after the other by a job.
create table sheet_run (
    id          uuid primary key,
    asked_by    uuid not null references person (id),
    school_id   uuid references place (id),      -- null: every school of the project
    whom        text not null check (whom in ('pupils', 'families', 'adults')),
    form        text not null check (form in ('slips', 'letters')),
    also_active boolean not null,
    asked_at    timestamptz not null
);
create index sheet_run_asked_by on sheet_run (asked_by, asked_at desc);

create table sheet_part (
    id         uuid primary key,
    run_id     uuid not null references sheet_run (id) on delete cascade,
    place_id   uuid not null references place (id),   -- a class of the school, a school of the project
    slips      integer,                          -- how many, once made
    done_at    timestamptz,
    file_id    uuid references file (id),        -- until it is fetched, once
    fetched_at timestamptz
);
create index sheet_part_run on sheet_part (run_id);
create index sheet_part_file on sheet_part (file_id) where file_id is not null;
