-- How the territory comes together (domain rows 76b, 87, 94, 97): which commune is where, what being together brings, how
-- people inside and outside are rallied.
create table adhesion (
    id         uuid primary key,
    name       text not null,                     -- of the commune, which the directory may not know yet
    place_id   uuid references place (id),
    wave       smallint check (wave between 1 and 99),
    made_by    uuid references person (id),
    made_at    timestamptz not null
);
create unique index adhesion_place on adhesion (place_id) where place_id is not null;
create unique index adhesion_name on adhesion (lower(name));
create index adhesion_made_by on adhesion (made_by) where made_by is not null;

-- The last one holds; all stay.
create table adhesion_step (
    id          uuid primary key,
    adhesion_id uuid not null references adhesion (id),
    stage       text not null check (stage in ('contacted', 'deliberated', 'member', 'live', 'left')),
    day         date not null,
    note        text not null default '',         -- the reference of the act, a reason
    by_id       uuid references person (id),
    at          timestamptz not null
);
create index adhesion_step_adhesion on adhesion_step (adhesion_id, at desc);
create index adhesion_step_by on adhesion_step (by_id) where by_id is not null;

create table benefit (
    id         uuid primary key,
    announced  text not null,                     -- the advantage, as it was announced
    indicator  text not null,                     -- by what one would see it
    made_by    uuid references person (id),
    made_at    timestamptz not null,
    dropped_at timestamptz
);
create index benefit_made_by on benefit (made_by) where made_by is not null;

create table benefit_evidence (
    id          uuid primary key,
    benefit_id  uuid not null references benefit (id),
    day         date not null,
    fact        text not null,
    source      text not null,
    saved_cents bigint check (saved_cents > 0),   -- what it saved, where somebody counted
    by_id       uuid references person (id),
    at          timestamptz not null
);
create index benefit_evidence_benefit on benefit_evidence (benefit_id, day);
create index benefit_evidence_by on benefit_evidence (by_id) where by_id is not null;

create table outreach (
    id       uuid primary key,
    inside   boolean not null,                    -- who works in schools and services; or families, elected people, the press
    audience text not null,
    message  text not null,
    action   text not null,
    owner    text not null,
    day      date not null,
    made_by  uuid references person (id),
    made_at  timestamptz not null,
    done_on  date,
    reach    integer check (reach >= 0),          -- how many it reached
    done_by  uuid references person (id),
    check ((done_on is null) = (reach is null))
);
create index outreach_day on outreach (day);
create index outreach_made_by on outreach (made_by) where made_by is not null;
create index outreach_done_by on outreach (done_by) where done_by is not null;
