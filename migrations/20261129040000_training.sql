-- Training of adults: the plan of a circonscription, courses, sessions, who came, what they thought of it.
create table training_plan (
    circonscription_id uuid not null references place (id),
    school_year        smallint not null,                    -- 2026 is 2026-27
    planned_minutes    integer not null check (planned_minutes >= 0),
    themes             text not null,
    said_by            uuid references person (id),
    said_at            timestamptz not null,
    primary key (circonscription_id, school_year)
);
create index training_plan_said_by on training_plan (said_by) where said_by is not null;

create table training_course (
    id                 uuid primary key,
    circonscription_id uuid references place (id),           -- null: of the whole project
    title              text not null,
    track              text not null check (track in ('administrator', 'teacher', 'other')),
    minutes            integer not null check (minutes between 15 and 6000),
    given_by           text not null check (given_by in ('circonscription', 'academy', 'publisher')),
    content            text not null default '',
    made_by            uuid references person (id),
    made_at            timestamptz not null,
    closed_at          timestamptz                           -- out of the catalogue
);
create index training_course_place on training_course (circonscription_id);
create index training_course_made_by on training_course (made_by) where made_by is not null;

create table training_session (
    id                 uuid primary key,
    course_id          uuid not null references training_course (id),
    circonscription_id uuid references place (id),           -- in whose plan it counts
    kind               text not null check (kind in ('face_to_face', 'virtual')),
    place              text not null default '',
    starts_at          timestamptz not null,
    ends_at            timestamptz not null check (ends_at > starts_at),
    seats              integer not null check (seats between 1 and 2000),
    trainer_id         uuid references person (id),
    trainer_name       text not null default '',             -- who has no account: the publisher's
    replay_url         text,
    replay_until       date,
    made_by            uuid references person (id),
    made_at            timestamptz not null,
    cancelled_at       timestamptz,
    cancelled_because  text not null default '',
    check ((replay_url is null) = (replay_until is null))
);
create index training_session_course on training_session (course_id, starts_at);
create index training_session_place on training_session (circonscription_id, starts_at);
create index training_session_trainer on training_session (trainer_id) where trainer_id is not null;
create index training_session_made_by on training_session (made_by) where made_by is not null;
create index training_session_replay on training_session (replay_until) where replay_until is not null;

create table training_enrolment (
    id          uuid primary key,
    session_id  uuid not null references training_session (id),
    person_id   uuid not null references person (id),
    enrolled_by uuid references person (id),
    enrolled_at timestamptz not null,
    joined_at   timestamptz,                                 -- came into the virtual class
    attendance  text check (attendance in ('present', 'absent')),
    minutes     integer,
    recorded_by uuid references person (id),
    recorded_at timestamptz,
    opined      boolean not null default false,              -- gave an opinion: which one, nothing says
    unique (session_id, person_id),
    check ((attendance is null) = (recorded_at is null)),
    check ((attendance is not distinct from 'present') = (minutes is not null))
);
create index training_enrolment_person on training_enrolment (person_id);
create index training_enrolment_by on training_enrolment (enrolled_by) where enrolled_by is not null;
create index training_enrolment_recorded_by on training_enrolment (recorded_by) where recorded_by is not null;

-- Nobody's: neither a person nor a time, and an id of chance.
create table training_opinion (
    id           uuid primary key,
    session_id   uuid not null references training_session (id),
    satisfaction smallint not null check (satisfaction between 1 and 4),
    said         text not null default ''
);
create index training_opinion_session on training_opinion (session_id);

-- Where virtual classes are held. The secret is sealed with the key that the database does not hold.
create table meeting_server (
    one     boolean primary key default true check (one),
    kind    text not null check (kind in ('bigbluebutton', 'jitsi')),
    address text not null,
    app_id  text not null default '',                        -- Jitsi: who signs
    secret  bytea not null,
    said_by uuid references person (id),
    said_at timestamptz not null
);
create index meeting_server_said_by on meeting_server (said_by) where said_by is not null;
