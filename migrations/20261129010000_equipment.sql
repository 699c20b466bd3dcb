-- What stands in the schools, who owns it, until when it lasts; what must be there in each phase; who repairs it
-- (domain rows 18, 38, 39, 84, 85). Counted by batches: what came together, and will be replaced together.
create table equipment (
    id             uuid primary key,
    school_id      uuid not null references place (id),
    class_id       uuid,                          -- the class where it stands
    kind           text not null check (kind in ('board', 'tablet', 'mobile_class', 'computer', 'wifi', 'other')),
    label          text not null default '',      -- brand and model
    quantity       integer not null check (quantity between 1 and 5000),  -- of a mobile class: its computers
    state          text not null default 'good' check (state in ('new', 'good', 'worn', 'broken')),
    owner          text not null check (owner in ('commune', 'school', 'other')),
    funder         text not null default '',      -- the commune, a grant by its name
    batch          text not null default '',      -- serial number, label of the batch
    spot           text not null default '',      -- where, in words: « salle 4 », « chariot du couloir »
    bought_on      date,
    ends_on        date,                          -- to be replaced by then
    said_by        uuid references person (id),
    said_at        timestamptz not null,
    removed_on     date,
    removed_reason text check (removed_reason in ('replaced', 'worn_out', 'lost', 'given')),
    foreign key (class_id, school_id) references place (id, school_id),
    check ((removed_on is null) = (removed_reason is null))
);
create index equipment_school on equipment (school_id, kind) where removed_on is null;
create index equipment_class on equipment (class_id) where class_id is not null;
create index equipment_ends on equipment (ends_on) where removed_on is null;
create index equipment_said_by on equipment (said_by) where said_by is not null;

-- What a school must have in a phase; '' is before any phase. Without a rule of the phase: a board for each class.
create table equipment_rule (
    id         uuid primary key,
    phase      text not null check (phase in ('', 'experimentation', 'deployment', 'generalisation', 'contract_end')),
    kind       text not null check (kind in ('board', 'tablet', 'mobile_class', 'computer', 'wifi', 'other')),
    per        text not null check (per in ('class', 'school')),
    least      integer not null check (least between 1 and 500),
    minimum    text not null default '',          -- the minimum configuration, in words
    said_by    uuid references person (id),
    said_at    timestamptz not null,
    dropped_at timestamptz
);
create unique index equipment_rule_once on equipment_rule (phase, kind) where dropped_at is null;
create index equipment_rule_said_by on equipment_rule (said_by) where said_by is not null;

-- Who repairs: for a commune, or for all of the project.
create table maintenance_contract (
    id         uuid primary key,
    commune_id uuid references place (id),
    supplier   text not null,
    covers     text not null,
    phone      text not null,
    from_day   date not null,
    until_day  date not null,
    made_by    uuid references person (id),
    made_at    timestamptz not null,
    check (until_day > from_day)
);
create index maintenance_contract_commune on maintenance_contract (commune_id) where commune_id is not null;
create index maintenance_contract_made_by on maintenance_contract (made_by) where made_by is not null;

-- Something of a batch that does not work: opened, handed to a supplier, closed.
create table equipment_incident (
    id           uuid primary key,
    equipment_id uuid not null references equipment (id),
    units        integer not null check (units > 0),
    what         text not null,
    opened_by    uuid references person (id),
    opened_at    timestamptz not null,
    sent_to      uuid references maintenance_contract (id),
    sent_at      timestamptz,
    sent_by      uuid references person (id),
    closed_at    timestamptz,
    closed_by    uuid references person (id),
    outcome      text check (outcome in ('repaired', 'replaced', 'given_up')),
    check ((closed_at is null) = (outcome is null)),
    check ((sent_at is null) = (sent_to is null))
);
create index equipment_incident_equipment on equipment_incident (equipment_id, opened_at);
create index equipment_incident_sent_to on equipment_incident (sent_to) where sent_to is not null;
create index equipment_incident_opened_by on equipment_incident (opened_by) where opened_by is not null;
create index equipment_incident_sent_by on equipment_incident (sent_by) where sent_by is not null;
create index equipment_incident_closed_by on equipment_incident (closed_by) where closed_by is not null;

-- How many of a batch work today.
create function equipment_working(batch equipment) returns integer language sql stable as $$
    select case when batch.removed_on is not null or batch.state = 'broken' then 0
        else greatest(batch.quantity - coalesce((select sum(i.units) from equipment_incident i
                                                 where i.equipment_id = batch.id and i.closed_at is null), 0), 0)::integer end
$$;

-- Counted each night with the other figures: what works, beside the classes and the pupils that it is for.
create table figure_equipment (
    scope_id uuid not null references figure_scope (id),
    month    date not null,
    schools  integer not null,            -- of the place
    said     integer not null,            -- of them, those whose register holds something
    classes  integer not null,            -- of this year
    boarded  integer not null,            -- of them, those where a board works
    devices  integer not null,            -- tablets and computers that work, those of mobile classes too
    pupils   integer not null,
    primary key (scope_id, month)
);
