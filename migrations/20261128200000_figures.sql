-- What is counted of the project (docs/decisions/figures.md). Taken every night, set by set, for every place at once: a
-- page reads the rows of its place and never the people. Nothing here says who.

-- What one can look at: the whole project (zeros), a place, or a department, an EPCI, a commune that is no place (an id
-- made from its code). A perimeter is a named set of schools, kept as it was on its day.
create table figure_scope (
    id   uuid primary key,
    kind text not null check (kind in ('project','academy','department','circonscription','epci','commune','school','perimeter')),
    name text not null,
    code text                            -- communes: INSEE; schools: UAI; departments, EPCI: their own
);

-- What lies in what, at every distance: the communes and schools of a circonscription, the schools of the project…
create table figure_part (
    whole_id uuid not null references figure_scope (id),
    kind     text not null,
    part_id  uuid not null references figure_scope (id),
    primary key (whole_id, kind, part_id)
);
create index figure_part_part on figure_part (part_id);

-- The communes of the project as INSEE and IGN know them, from what the program carries (crates/rollout/data).
create table figure_commune (
    insee      text primary key,
    name       text not null,
    population integer,
    department text not null default '',
    epci       text not null default '',
    epci_name  text not null default '',
    box        integer[] not null default '{}',   -- least x, least y, greatest x, greatest y; units of 100 m
    outline    text not null default ''           -- an SVG path in those units
);

-- A month's figures are those of its last count.
create table figure_taken (
    month   date primary key,
    day     date not null,
    at      timestamptz not null,
    took_ms integer not null
);

-- band: 'all', or by the level of the pupil (of her guardians, of who teaches her): 'nursery', 'elementary'. A person
-- counts once in each place, however many roles she has there.
create table figure_account (
    scope_id  uuid not null references figure_scope (id),
    month     date not null,
    profile   text not null check (profile in ('pupil','guardian','teacher','staff')),
    band      text not null check (band in ('all','nursery','elementary')),
    potential integer not null,           -- has a role, or a pupil to answer for
    created   integer not null,           -- has an account, in a school that is open
    activated integer not null,
    active    integer not null,           -- came in a week of the month
    primary key (scope_id, month, profile, band)
);

create table figure_week (
    scope_id  uuid not null references figure_scope (id),
    week      date not null,              -- its Monday
    profile   text not null,
    band      text not null,
    potential integer not null,
    active    integer not null,
    primary key (scope_id, week, profile, band)
);

create table figure_class (
    scope_id uuid not null references figure_scope (id),
    month    date not null,
    band     text not null check (band in ('all','nursery','elementary')),
    classes  integer not null,            -- with a pupil
    deployed integer not null,            -- with a teacher in charge, and a pupil or guardian whose account was activated
    schools  integer not null,            -- that have such classes
    whole    integer not null,            -- all of whose classes are deployed
    primary key (scope_id, month, band)
);

create table figure_family (
    scope_id uuid not null references figure_scope (id),
    month    date not null,
    band     text not null check (band in ('all','nursery','elementary')),
    pupils   integer not null,
    reached  integer not null,            -- one of her households at least
    wholly   integer not null,            -- each of her households
    apart    integer not null,            -- pupils of two households or more
    households         integer not null,
    households_reached integer not null,
    primary key (scope_id, month, band)
);

-- What was done of each service, from the audit: acts, not pages seen.
create table figure_service (
    scope_id uuid not null references figure_scope (id),
    month    date not null,
    service  text not null,
    profile  text not null,
    acts     integer not null,
    primary key (scope_id, month, service, profile)
);
-- Days whose acts were counted: never twice.
create table figure_service_day (
    day date primary key
);

-- The schools and the potential of one place on the day when somebody kept them, under a name.
create table figure_perimeter (
    id        uuid primary key references figure_scope (id),
    of_scope  uuid not null references figure_scope (id),
    kept_on   date not null,
    kept_at   timestamptz not null,
    kept_by   uuid references person (id)
);
create index figure_perimeter_of on figure_perimeter (of_scope, kept_at desc);
create index figure_perimeter_kept_by on figure_perimeter (kept_by) where kept_by is not null;
create table figure_perimeter_potential (
    perimeter_id uuid not null references figure_perimeter (id),
    profile      text not null,
    band         text not null,
    potential    integer not null,
    primary key (perimeter_id, profile, band)
);

-- The years before the product: said by the project, with their source.
create table figure_past (
    scope_id    uuid not null references figure_scope (id),
    school_year smallint not null,
    band        text not null check (band in ('nursery','elementary')),
    classes     integer not null check (classes > 0),
    deployed    integer not null check (deployed between 0 and classes),
    source      text not null,
    said_by     uuid references person (id),
    said_at     timestamptz not null,
    primary key (scope_id, school_year, band)
);
create index figure_past_said_by on figure_past (said_by) where said_by is not null;

-- 'nursery' when every level is of nursery: a class of GS and CP is elementary, as it is in ONDE’s counts.
create function level_band(levels text[], school_kind text) returns text language sql immutable parallel safe as $$
    select case when levels && array['CP','CE1','CE2','CM1','CM2'] then 'elementary'
        when levels && array['TPS','PS','MS','GS'] then 'nursery'
        when school_kind = 'maternelle' then 'nursery' when school_kind = 'elementaire' then 'elementary' end
$$;
