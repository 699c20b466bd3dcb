-- How a school joins the project: one path at a time, and a row for each step that somebody did, in which role, when.
-- The path is the school's: it has no owner that could leave with it.
alter table project add column zone text not null default '' check (zone in ('', 'A', 'B', 'C'));

create table joining (
    id         uuid primary key,
    school_id  uuid not null references place (id),
    begun_at   timestamptz not null,
    begun_by   uuid references person (id),
    ended_at   timestamptz,
    end_reason text check (end_reason in ('refused', 'withdrawn')),
    check ((ended_at is null) = (end_reason is null))
);
create unique index joining_once on joining (school_id) where ended_at is null;
create index joining_school on joining (school_id, begun_at desc);
create index joining_begun_by on joining (begun_by) where begun_by is not null;

create table joining_step (
    id         uuid primary key,
    joining_id uuid not null references joining (id),
    step       text not null check (step in ('interest','volunteering','project','notice','decision','commitment','convention',
        'equipment','administrator','training','accounts','domain','teachers','families','go_live','follow_up','renewal',
        'succession','withdrawal')),
    outcome    text not null default 'done' check (outcome in ('done','validated','to_revise','refused','favourable','reserved',
        'unfavourable','lacking','overridden','waived')),
    by_id      uuid references person (id),
    as_role    text not null,                  -- what she was to the school when she did it
    at         timestamptz not null,
    day        date,                           -- of the fact itself: the council, the deliberation, the training
    reference  text not null default '',       -- of the act, the annex, the domain name
    note       text not null default '',       -- motives, the project, a reason
    amount     integer,                        -- accounts that the commune bears, adults trained
    subject_id uuid references person (id),    -- the school's administrator, who takes the project over
    details    jsonb not null default '{}'
);
create index joining_step_joining on joining_step (joining_id, step, at desc);
create index joining_step_by on joining_step (by_id) where by_id is not null;
create index joining_step_subject on joining_step (subject_id) where subject_id is not null;
