-- Who carries the project and who has a part in it; what each brings; who answers for what; what it aims at; its phases.
-- Of an elected official: a name and a duty, and no field for what he or she thinks (GDPR, art. 9).
create table party (
    id        uuid primary key,
    kind      text not null check (kind in ('commune','epci','syndicate','department','region','rectorat','dsden','publisher','partner')),
    name      text not null,
    part      text not null default 'member' check (part in ('carrier','co_owner','provider','member')),
    place_id  uuid references place (id),          -- a commune, an EPCI that the directory knows
    member_of uuid references party (id),          -- of a syndicate, an EPCI
    joined_on date,
    left_on   date,
    added_by  uuid references person (id),
    added_at  timestamptz not null
);
create unique index party_carrier on party (part) where part = 'carrier' and left_on is null;
create unique index party_place on party (place_id) where place_id is not null and left_on is null;
create index party_member_of on party (member_of) where member_of is not null;
create index party_added_by on party (added_by) where added_by is not null;

-- People of a party, one of them the main one; with or without an account here.
create table party_contact (
    id          uuid primary key,
    party_id    uuid not null references party (id),
    first_name  text not null,
    last_name   text not null,
    duty        text not null default '',
    email       text not null default '',
    phone       text not null default '',
    main        boolean not null default false,
    person_id   uuid references person (id),
    added_by    uuid references person (id),
    added_at    timestamptz not null,
    ended_on    date,
    merged_into uuid references party_contact (id) on delete set null
);
create unique index party_contact_main on party_contact (party_id) where main and ended_on is null;
create index party_contact_party on party_contact (party_id);
create index party_contact_person on party_contact (person_id) where person_id is not null;
create index party_contact_added_by on party_contact (added_by) where added_by is not null;
create index party_contact_merged_into on party_contact (merged_into) where merged_into is not null;

create table party_contribution (
    party_id uuid not null references party (id),
    kind     text not null check (kind in ('coordination','funds','equipment','hosting','data','trainers','support','content')),
    note     text not null default '',
    primary key (party_id, kind)
);

create table objective (
    id         uuid primary key,
    statement  text not null,
    indicator  text not null,
    target     text not null,
    review_on  date not null,
    owner_id   uuid references party (id),
    said_by    uuid references person (id),
    said_at    timestamptz not null,
    dropped_at timestamptz
);
create index objective_owner on objective (owner_id) where owner_id is not null;
create index objective_said_by on objective (said_by) where said_by is not null;

-- Who does (R), answers (A), is asked (C), is told (I), or is not concerned (N).
create table responsibility (
    activity text not null,
    family   text not null,
    letter   text not null check (letter in ('R','A','C','I','N')),
    said_by  uuid references person (id),
    said_at  timestamptz not null,
    primary key (activity, family)
);
create index responsibility_said_by on responsibility (said_by) where said_by is not null;

-- A decision to go on to a phase, or not to: dated. The last « go » says where the project is; before it, framing.
create table phase_decision (
    id        uuid primary key,
    kind      text not null check (kind in ('experimentation','deployment','generalisation','contract_end')),
    go        boolean not null,
    from_year smallint not null,                   -- 2026 is 2026-27
    until_year smallint,
    decided_on date not null,
    reason    text not null,
    by_id     uuid references person (id),
    at        timestamptz not null,
    check (until_year is null or until_year >= from_year)
);
create index phase_decision_by on phase_decision (by_id) where by_id is not null;
