-- Days on which people of the project meet, who is invited, who comes; and what is handed out, in versions.
create table event (
    id           uuid primary key,
    title        text not null,
    about        text not null default '',
    place        text not null default '',
    link         text not null default '',
    starts_at    timestamptz not null,
    ends_at      timestamptz not null check (ends_at > starts_at),
    attended     integer check (attended between 0 and 20000),   -- how many came: a count, no names
    cancelled_at timestamptz,
    made_by      uuid references person (id),
    made_at      timestamptz not null
);
create index event_starts on event (starts_at, id);
create index event_made_by on event (made_by) where made_by is not null;

-- Whom it invites: who steers, who heads, who teaches; of one circonscription, or of all.
create table event_guest (
    event_id           uuid not null references event (id),
    guests             text not null check (guests in ('steering', 'heads', 'teachers')),
    circonscription_id uuid references place (id),
    unique nulls not distinct (event_id, guests, circonscription_id)
);
create index event_guest_place on event_guest (circonscription_id) where circonscription_id is not null;

-- A speaker is a function, not a name: « une conseillère pédagogique ».
create table event_workshop (
    id        uuid primary key,
    event_id  uuid not null references event (id),
    starts_at timestamptz not null,
    theme     text not null,
    speaker   text not null
);
create index event_workshop_event on event_workshop (event_id, starts_at, id);

create table event_registration (
    id        uuid primary key,
    event_id  uuid not null references event (id),
    person_id uuid not null references person (id),
    at        timestamptz not null,
    unique (event_id, person_id)
);
create index event_registration_person on event_registration (person_id);

-- The person is invited to the event, by what she is that day.
create function event_invites(event uuid, person uuid, day date) returns boolean language sql stable as $$
    select exists (
        select from event_guest g
        join role r on r.person_id = $2 and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
        left join place s on s.id = r.school_id
        where g.event_id = $1 and case g.guests
            when 'steering' then
                r.kind in ('operator', 'project_manager')
                or r.kind = 'inspector' and (g.circonscription_id is null or r.place_id = g.circonscription_id)
                or r.kind = 'commune_agent' and (g.circonscription_id is null or exists (
                    select from place k join place t on t.id = k.territory_id
                    where k.kind = 'school' and k.parent_id = g.circonscription_id and r.place_id in (t.id, t.territory_id)))
            when 'heads' then r.kind = 'head' and (g.circonscription_id is null or s.parent_id = g.circonscription_id)
            else r.kind in ('teacher', 'head', 'substitute') and (g.circonscription_id is null or s.parent_id = g.circonscription_id)
                and not exists (select from joint_space j where j.place_id = r.place_id)
        end)
$$;

-- What is handed out: of an event, or of the project. A new version keeps the old.
create table library_document (
    id           uuid primary key,
    title        text not null,
    event_id     uuid references event (id),
    -- Of the project: for whom. Of an event: for whom the event is.
    readers      text check (readers in ('project', 'territory', 'schools')),
    made_by      uuid references person (id),
    made_at      timestamptz not null,
    withdrawn_at timestamptz,
    check ((event_id is null) = (readers is not null))
);
create index library_document_event on library_document (event_id) where event_id is not null;
create index library_document_made_by on library_document (made_by) where made_by is not null;

create table library_version (
    id          uuid primary key,
    document_id uuid not null references library_document (id),
    number      integer not null check (number >= 1),
    author      text not null,
    licence     text not null check (licence in ('licence_ouverte', 'cc_by', 'cc_by_sa', 'all_rights')),
    what        text not null default '',
    file_id     uuid not null references file (id),
    added_by    uuid references person (id),
    added_at    timestamptz not null,
    unique (document_id, number)
);
create index library_version_file on library_version (file_id);
create index library_version_added_by on library_version (added_by) where added_by is not null;
