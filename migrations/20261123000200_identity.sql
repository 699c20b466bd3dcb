-- People, places, roles, families, audiences, accounts, sessions.

-- Two trees cross at the school: parent_id is the education tree (academy > department >
-- circonscription > school > class, group), territory_id the territory tree (school > commune > epci).
create table place (
    id           uuid primary key,
    kind         text not null check (kind in ('academy','department','circonscription','epci','commune','school','class','group')),
    name         text not null,
    parent_id    uuid references place (id),
    territory_id uuid references place (id),
    school_id    uuid references place (id),
    school_year  smallint,                       -- 2026 is 2026-27; classes and groups only
    levels       text[] not null default '{}',   -- levels taught, 'PS'…'CM2'
    uai          text,
    insee        text,
    school_kind  text check (school_kind in ('maternelle','elementaire','primaire')),
    private      boolean not null default false,
    street       text, postcode text, town text, phone text, email text,
    rpi          text,                           -- regroupement pédagogique intercommunal
    pseudo       boolean not null default false, -- 'SANS OBJET' structures open no school
    closed_on    date,
    created_at   timestamptz not null,
    check ((kind in ('class','group')) = (school_year is not null)),
    check ((kind in ('class','group','school')) = (school_id is not null)),
    unique (id, school_id)
);
create unique index place_uai on place (uai) where uai is not null and kind = 'school';
create index place_school on place (school_id, kind);
create index place_parent on place (parent_id);

-- Keys to a place: 'aaf' structures (ENTStructureJointure, year 0), classes and groups of a year
-- ('class:…', 'group:…'). A structure may be known under several.
create table place_key (
    source      text not null,
    key         text not null,
    school_year smallint not null default 0,
    place_id    uuid not null references place (id),
    primary key (source, key, school_year)
);
create index place_key_place on place_key (place_id);

-- Permanent id for life. Identifiers of feeds are only keys to it (person_key).
create table person (
    id              uuid primary key,
    title           text not null default '',
    last_name       text not null,
    first_name      text not null,
    other_names     text[] not null default '{}',
    birth_name      text,
    birth_date      date,
    email           text,
    email_by_person boolean not null default false, -- entered by the person: no feed erases it
    mobile          text,
    home_phone      text,
    work_phone      text,
    street          text, postcode text, town text, country text,
    share_address   boolean not null default false, -- ENTPersonAdresseDiffusion: may be given out
    level           text,                           -- pupils: 'PS'…'CM2'
    level_code      text,                           -- pupils: MEFSTAT4 as received
    ine             text,
    leaving_since   date,                           -- end of entitlement; starts the three months (order of 30 Nov 2006, art. 6)
    created_at      timestamptz not null
);
create index person_email on person (lower(email)) where email is not null;
create unique index person_ine on person (ine) where ine is not null;
create index person_name on person (lower(last_name), lower(first_name), birth_date);

-- Keys to a person: 'aaf' (ENTPersonJointure). A person may have several.
create table person_key (
    source    text not null,
    key       text not null,
    person_id uuid not null references person (id),
    category  text not null check (category in ('pupil','relative','staff')),
    hash      bytea not null,      -- of the record last applied: an unchanged record is skipped
    primary key (source, key)
);
create index person_key_person on person_key (person_id);

-- A role in a place, dated. It ends by itself at its date. The pupil's place is the class (or the
-- school while none is known); 'teacher' on a school comes from the feed, on a class from the teacher
-- or the head, and no feed ever undoes it.
create table role (
    id         uuid primary key,
    person_id  uuid not null references person (id),
    kind       text not null check (kind in ('pupil','teacher','head','staff','inspector','operator','project_manager','substitute','atsem','aesh','helper')),
    place_id   uuid not null references place (id),
    school_id  uuid references place (id),
    from_day   date not null,
    until_day  date,               -- last day, inclusive
    source     text not null check (source in ('feed','head','self','delegation')),
    foreign key (place_id, school_id) references place (id, school_id)
);
create index role_person on role (person_id, until_day);
create index role_place on role (place_id, kind, until_day);
create index role_school on role (school_id, kind) where until_day is null;
create unique index role_once on role (person_id, kind, place_id) where until_day is null;

-- Who answers for a pupil. Two households never see each other's address.
create table guardian_link (
    pupil_id     uuid not null references person (id),
    guardian_id  uuid not null references person (id),
    relation     text not null,
    authority    text not null check (authority in ('joint','sole','oversight','third')),
    contact_rank smallint,
    from_day     date not null,
    until_day    date,
    source       text not null,
    primary key (pupil_id, guardian_id)
);
create index guardian_link_guardian on guardian_link (guardian_id);

-- A relative named by a pupil but not (yet) received: resolved by a later feed.
create table pending_link (
    pupil_id     uuid not null references person (id),
    source       text not null,
    relative_key text not null,
    relation     text not null,
    authority    text not null,
    since        date not null,
    primary key (pupil_id, source, relative_key)
);
create index pending_link_key on pending_link (source, relative_key);

-- A doubt for a human: two records that may be one person. Never blocks an account.
create table duplicate_doubt (
    id         uuid primary key,
    person_a   uuid not null references person (id),
    person_b   uuid not null references person (id),
    reason     text not null check (reason in ('name_and_birth','email','ine')),
    found_at   timestamptz not null,
    settled_at timestamptz,
    unique (person_a, person_b)
);

-- A stable, named set of people, derived from roles and links, materialised.
create table audience (
    id        uuid primary key,
    kind      text not null check (kind in ('class_pupils','class_guardians','class_team','school_adults','school_guardians','circonscription_teachers')),
    place_id  uuid not null references place (id),
    school_id uuid references place (id),
    unique (place_id, kind)
);
create index audience_school on audience (school_id);

create table audience_member (
    audience_id uuid not null references audience (id),
    person_id   uuid not null references person (id),
    primary key (person_id, audience_id)
);
create index audience_member_audience on audience_member (audience_id, person_id);

-- The login is for life.
create table account (
    person_id       uuid primary key references person (id),
    login           text not null unique,
    state           text not null check (state in ('to_activate','active','blocked','leaving','erased')),
    code_hash       bytea,        -- SHA-256 of the printed code (60 bits of chance), until it is used
    code_made_at    timestamptz,
    password_hash   text,         -- argon2id
    charter_at      timestamptz,
    activated_at    timestamptz,
    created_at      timestamptz not null
);

create table session (
    id         uuid primary key,
    token_hash bytea not null unique,   -- SHA-256 of the cookie's 256 bits
    person_id  uuid not null references person (id),
    device     text not null,           -- 'Chromium sur Android', shown in the list
    kept       boolean not null,        -- the cookie outlives the browser: not on a shared tablet
    created_at timestamptz not null,
    seen_at    timestamptz not null,
    ends_at    timestamptz not null
);
create index session_person on session (person_id, seen_at desc);
create index session_ends on session (ends_at);

-- Failed attempts, shared by all nodes. key is SHA-256 of 'login:…' or 'address:…'.
create table sign_in_attempt (
    key        bytea primary key,
    failures   integer not null,
    window_end timestamptz not null
);

create table password_reset (
    token_hash bytea primary key,
    person_id  uuid not null references person (id),
    ends_at    timestamptz not null
);
create index password_reset_person on password_reset (person_id);

-- Whatever can be shared, found, reported, exported or erased has one header here.
create table item (
    id           uuid primary key,
    kind         text not null,
    author_id    uuid not null references person (id),
    owner_id     uuid references person (id),   -- a person, or the school: work outlives a departure
    school_id    uuid references place (id),
    school_year  smallint not null,
    title        text not null default '',
    created_at   timestamptz not null,
    published_at timestamptz,                    -- null: a draft
    edited_at    timestamptz,
    withdrawn_at timestamptz
);
create index item_author on item (author_id, published_at desc, id desc);
create index item_school on item (school_id, published_at desc);

create table share (
    item_id      uuid not null references item (id),
    audience_id  uuid not null references audience (id),
    level        text not null check (level in ('read','comment','contribute','manage')),
    published_at timestamptz not null,
    primary key (item_id, audience_id)
);
-- The feed: for each audience of a person the newest 20 (design §4).
create index share_newest on share (audience_id, published_at desc, item_id desc);

-- What others may read of a person: name and role words, never an address.
create view person_card as
    select id as person_id, title, first_name, last_name, level, leaving_since from person;

-- Who belongs to which audience on a day: the one place where that is said. audience_member is this,
-- materialised in the transaction that changes a role (identity::audiences).
create function audience_should(on_day date)
returns table (audience_id uuid, person_id uuid, school_id uuid) language sql stable as $$
    with now_held as (
        select r.person_id, r.kind, r.place_id, r.school_id from role r
        where r.from_day <= on_day and (r.until_day is null or r.until_day >= on_day)
    ), guarded as (
        select g.guardian_id, r.place_id, r.school_id
        from guardian_link g join now_held r on r.person_id = g.pupil_id and r.kind = 'pupil'
        where g.authority in ('joint', 'sole', 'oversight')
          and g.from_day <= on_day and (g.until_day is null or g.until_day >= on_day)
    )
    select a.id, r.person_id, a.school_id from audience a join now_held r on r.place_id = a.place_id
        where a.kind = 'class_pupils' and r.kind = 'pupil'
    union
    select a.id, g.guardian_id, a.school_id from audience a join guarded g on g.place_id = a.place_id
        where a.kind = 'class_guardians'
    union
    select a.id, r.person_id, a.school_id from audience a join now_held r on r.place_id = a.place_id
        where a.kind = 'class_team' and r.kind in ('teacher', 'substitute', 'atsem', 'aesh', 'helper')
    union
    select a.id, r.person_id, a.school_id from audience a join now_held r on r.school_id = a.place_id
        where a.kind = 'school_adults' and r.kind in ('teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh')
    union
    select a.id, g.guardian_id, a.school_id from audience a join guarded g on g.school_id = a.place_id
        where a.kind = 'school_guardians'
    union
    select a.id, r.person_id, a.school_id from audience a
        join place s on s.parent_id = a.place_id and s.kind = 'school' and not s.pseudo
        join now_held r on r.school_id = s.id
        where a.kind = 'circonscription_teachers' and r.kind in ('teacher', 'head')
$$;
