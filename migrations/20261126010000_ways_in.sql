-- The ways in of pupils: class sessions on shared tablets, picture codes, cards, pass-phrases.

-- A class opened on one shared tablet, for a part of the day. The tablet proves itself with a cookie of its
-- own; what the teacher's phone shows to pair it is forgotten once it was used.
create table class_session (
    id            uuid primary key,
    class_id      uuid not null,
    school_id     uuid not null,
    opened_by     uuid not null references person (id),
    token_hash    bytea unique,        -- SHA-256 of the tablet's 256 bits; null until it is paired
    pairing_hash  bytea unique,        -- SHA-256 of the code shown on the phone, until it is used
    pairing_until timestamptz,
    device        text not null default '',
    opened_at     timestamptz not null,
    ends_at       timestamptz not null,
    closed_at     timestamptz,
    foreign key (class_id, school_id) references place (id, school_id)
);
create index class_session_class on class_session (class_id, ends_at);
create index class_session_ends on class_session (ends_at);

-- How a session was opened, and the moment that no use of it moves.
alter table session
    add column kind text not null default 'login' check (kind in ('login', 'class_session', 'card', 'phrase', 'lent')),
    add column hard_end timestamptz,
    -- Closed with the class session that it was opened in, or with the guardian's session that lent it.
    add column class_session_id uuid references class_session (id) on delete cascade,
    add column lent_by uuid references session (id) on delete cascade,
    add check ((kind = 'class_session') = (class_session_id is not null)),
    add check ((kind = 'lent') = (lent_by is not null));
create index session_class_session on session (class_session_id) where class_session_id is not null;
create index session_lent_by on session (lent_by) where lent_by is not null;

-- A child's own animal, and the three pictures of the code. The hash is slow, but three pictures are few: what
-- protects them is that tries are counted (wrong: since the child last came in).
create table picture_code (
    person_id uuid primary key references person (id),
    animal    text not null,
    hash      text,
    made_at   timestamptz,
    wrong     smallint not null default 0,
    check ((hash is null) = (made_at is null))
);

-- A printed card: 130 bits of chance, of which only the SHA-256 is kept. A new card takes the place of the old.
create table card (
    person_id   uuid primary key references person (id),
    secret_hash bytea not null unique,
    made_at     timestamptz not null
);

-- The pupil chose secret words; their argon2id is the account's password_hash.
create table pass_phrase (
    person_id uuid primary key references person (id),
    chosen_at timestamptz not null
);

-- Which way in a class's pupils have, where the teacher said other than what goes with their level.
create table class_way (
    class_id  uuid primary key,
    school_id uuid not null,
    way       text not null check (way in ('class_session', 'card', 'phrase')),
    set_by    uuid not null references person (id),
    set_at    timestamptz not null,
    foreign key (class_id, school_id) references place (id, school_id)
);
