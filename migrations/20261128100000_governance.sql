-- The bodies that steer the project (domain §4.2): who sits for the collectivities and for the Éducation nationale, when
-- they meet, what both have decided, who does what by when. No column for what somebody thinks in politics.
create table governing_body (
    id        uuid primary key,
    kind      text not null check (kind in ('strategic', 'technical', 'reference', 'users', 'publisher')),
    name      text not null,
    mandate   text not null default '',
    made_by   uuid references person (id),
    made_at   timestamptz not null
);
create index governing_body_made_by on governing_body (made_by) where made_by is not null;

-- A member may have no account (an elected official): then her name is written here; else it is the person's.
create table body_member (
    id         uuid primary key,
    sits_in    uuid not null references governing_body (id),
    college    text not null check (college in ('collectivities', 'education', 'guest')),
    name       text not null default '',
    capacity   text not null,                  -- « maire », « IEN »: what she sits as
    chairs     boolean not null default false,
    person_id  uuid references person (id),
    from_day   date not null,
    until_day  date,
    added_by   uuid references person (id),
    check (until_day is null or until_day >= from_day)
);
create index body_member_body on body_member (sits_in);
create index body_member_person on body_member (person_id) where person_id is not null;
create index body_member_added_by on body_member (added_by) where added_by is not null;

create table body_meeting (
    id           uuid primary key,
    body_id      uuid not null references governing_body (id),
    day          date not null,
    place        text not null default '',
    convened_by  uuid references person (id),
    convened_at  timestamptz not null,
    minutes      text not null default '',
    held_at      timestamptz,                  -- when its minutes were written
    held_by      uuid references person (id),
    cancelled_at timestamptz,
    check (held_at is null or cancelled_at is null)
);
create unique index body_meeting_once on body_meeting (body_id, day) where cancelled_at is null;
create index body_meeting_day on body_meeting (day);
create index body_meeting_convened_by on body_meeting (convened_by) where convened_by is not null;
create index body_meeting_held_by on body_meeting (held_by) where held_by is not null;

create table meeting_presence (
    meeting_id uuid not null references body_meeting (id),
    member_id  uuid not null references body_member (id),
    primary key (meeting_id, member_id)
);
create index meeting_presence_member on meeting_presence (member_id);

-- What was on the agenda: typed by somebody, or what waited on the day (kept when the minutes are written).
create table meeting_point (
    id         uuid primary key,
    meeting_id uuid not null references body_meeting (id),
    source     text not null check (source in ('typed', 'schools', 'actions', 'decisions', 'conventions')),
    title      text not null,
    detail     text not null default '',
    added_by   uuid references person (id),
    added_at   timestamptz not null
);
create index meeting_point_meeting on meeting_point (meeting_id, added_at);
create index meeting_point_added_by on meeting_point (added_by) where added_by is not null;

create table body_decision (
    id         uuid primary key,
    meeting_id uuid not null references body_meeting (id),
    year       smallint not null,              -- of the meeting, school year
    number     integer not null,
    text       text not null,
    made_by    uuid references person (id),
    made_at    timestamptz not null,
    unique (year, number)
);
create index body_decision_meeting on body_decision (meeting_id);
create index body_decision_made_by on body_decision (made_by) where made_by is not null;

-- What a college said, by which of its members; written by whom. The last of a college holds.
create table decision_voice (
    id          uuid primary key,
    decision_id uuid not null references body_decision (id),
    college     text not null check (college in ('collectivities', 'education')),
    agrees      boolean not null,
    note        text not null default '',
    member_id   uuid not null references body_member (id),
    by_id       uuid references person (id),
    at          timestamptz not null
);
create index decision_voice_decision on decision_voice (decision_id, at);
create index decision_voice_member on decision_voice (member_id);
create index decision_voice_by on decision_voice (by_id) where by_id is not null;

create table decision_follow_up (
    id          uuid primary key,
    decision_id uuid not null references body_decision (id),
    state       text not null check (state in ('under_way', 'applied', 'given_up')),
    note        text not null default '',
    by_id       uuid references person (id),
    at          timestamptz not null
);
create index decision_follow_up_decision on decision_follow_up (decision_id, at);
create index decision_follow_up_by on decision_follow_up (by_id) where by_id is not null;

create table meeting_action (
    id         uuid primary key,
    meeting_id uuid not null references body_meeting (id),
    text       text not null,
    owner_id   uuid not null references body_member (id),
    due        date not null,
    made_by    uuid references person (id),
    made_at    timestamptz not null,
    done_at    timestamptz,
    done_by    uuid references person (id)
);
create index meeting_action_meeting on meeting_action (meeting_id);
create index meeting_action_owner on meeting_action (owner_id);
create index meeting_action_due on meeting_action (due) where done_at is null;
create index meeting_action_made_by on meeting_action (made_by) where made_by is not null;
create index meeting_action_done_by on meeting_action (done_by) where done_by is not null;

-- The kinds of body that the project lacks: there is none of the kind on whose seats both colleges sit (rule 2 of domain
-- §7.2: a project without its bodies does not leave its framing).
create function missing_bodies(on_day date) returns text[] language sql stable as $$
    select coalesce(array_agg(k.kind order by k.at), '{}')
    from unnest(array['strategic', 'technical', 'reference', 'users']) with ordinality k (kind, at)
    where not exists (
        select from governing_body b where b.kind = k.kind
          and (select count(distinct m.college) from body_member m where m.sits_in = b.id
                 and m.college in ('collectivities', 'education') and m.from_day <= on_day
                 and (m.until_day is null or m.until_day >= on_day)) = 2)
$$;
