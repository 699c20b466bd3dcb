-- The school year turns: prepared by the head, seen by nobody else, simulated, applied in one transaction,
-- undone exactly for thirty days.
create table year_turn (
    id          uuid primary key,
    school_id   uuid not null references place (id),
    school_year smallint not null,               -- the year to come: 2027 is 2027-28
    state       text not null check (state in ('draft','planned','applied','undone','dropped')),
    applies_on  date,                            -- planned: by the night of this day
    made_by     uuid not null references person (id),
    made_at     timestamptz not null,
    applied_at  timestamptz,
    applied_on  date,
    applied_by  uuid references person (id),
    undone_at   timestamptz,
    undone_by   uuid references person (id),
    trouble     text,                            -- why the night did not apply it
    check ((state = 'planned') <= (applies_on is not null)),
    check ((state in ('applied', 'undone')) = (applied_at is not null))
);
-- One at a time for a school and a year; those given up or undone stay beside it.
create unique index year_turn_once on year_turn (school_id, school_year) where state in ('draft', 'planned', 'applied');
create index year_turn_planned on year_turn (applies_on) where state = 'planned';

-- A class of the year to come. Its place is made, or found (a feed opened it), when the turn is applied.
create table year_turn_class (
    id       uuid primary key,
    turn_id  uuid not null references year_turn (id) on delete cascade,
    name     text not null,
    levels   text[] not null,
    place_id uuid references place (id),
    unique (turn_id, name)
);

-- Where a pupil goes: a class, out of the school, or (neither) not decided yet.
create table year_turn_pupil (
    turn_id   uuid not null references year_turn (id) on delete cascade,
    person_id uuid not null references person (id),
    class_id  uuid references year_turn_class (id) on delete set null,
    leaves    boolean not null default false,
    level     text,
    primary key (turn_id, person_id),
    check (not (leaves and class_id is not null))
);
create index year_turn_pupil_person on year_turn_pupil (person_id);

create table year_turn_teacher (
    turn_id   uuid not null references year_turn (id) on delete cascade,
    class_id  uuid not null references year_turn_class (id) on delete cascade,
    person_id uuid not null references person (id),
    primary key (class_id, person_id)
);
create index year_turn_teacher_person on year_turn_teacher (person_id);

-- What applying it changed, and how it was: undoing gives exactly that back.
create table year_turn_change (
    id        bigint generated always as identity primary key,
    turn_id   uuid not null references year_turn (id) on delete cascade,
    what      text not null check (what in ('role_ended','role_begun','level','class_opened','class_closed')),
    role_id   uuid,
    place_id  uuid references place (id),
    person_id uuid references person (id),
    day       date,                              -- a role's last day before
    word      text                               -- a level before
);
create index year_turn_change_turn on year_turn_change (turn_id, id);
create index year_turn_change_person on year_turn_change (person_id) where person_id is not null;

-- Two labels of one class: « CM1 B » of the head is « cm1-b » of a feed.
create function plain_label(name text) returns text language sql immutable parallel safe as $$
    select lower(regexp_replace(translate(lower(name collate "und-x-icu"), 'àâäéèêëîïôöùûüç', 'aaaeeeeiioouuuc'), '[^a-z0-9]+', '', 'g'))
$$;

-- A class that a turn opened and that is undone: gone when nothing was done in it, else the archive of those who
-- were in it.
create function drop_or_close_class(class uuid, on_day date) returns void language plpgsql as $$
begin
    update year_turn_class set place_id = null where place_id = class;
    update year_turn_change set place_id = null where place_id = class;
    delete from role where place_id = class;
    delete from audience_stay where audience_id in (select id from audience where place_id = class);
    delete from audience_member where audience_id in (select id from audience where place_id = class);
    delete from audience where place_id = class;
    delete from place where id = class;
exception when foreign_key_violation then
    perform close_classes(array[class], on_day);
    delete from role where place_id = class;
end
$$;
