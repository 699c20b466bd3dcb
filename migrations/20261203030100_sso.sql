-- Other services that recognise our people (CAS): the sister ENT first. Who keeps them is the project's team.

create table sso_service (
    id            uuid primary key,
    name          text not null check (name <> ''),
    -- Scheme, host, port if it is not the usual one, and the beginning of the path, with a final slash. Compared whole:
    -- it is no pattern.
    address       text not null,
    -- Where « Ouvrir … » leads; lies in the address.
    home          text not null,
    -- The ENT of the other degree.
    sister        boolean not null default false,
    -- National_ENS…: who may use it.
    profiles      text[] not null check (cardinality(profiles) > 0),
    -- What lets pupils or families go there: convention, decision.
    basis         text not null default '',
    -- What leaves beside the identifier that is this service's own: 'profile', 'name', 'schools'.
    attributes    text[] not null,
    -- It is told when a session ends.
    single_logout boolean not null default true,
    said_by       uuid references person (id),
    said_at       timestamptz not null,
    check (basis <> '' or not profiles && array['National_ELV', 'National_TUT'])
);
create unique index sso_service_address on sso_service (address);
create index sso_service_said_by on sso_service (said_by) where said_by is not null;

-- Open from one day to another; nothing opens by itself. What was closed stays, for who looks back.
create table sso_opening (
    id         uuid primary key,
    service_id uuid not null references sso_service (id),
    from_day   date not null,
    until_day  date,
    opened_by  uuid references person (id),
    opened_at  timestamptz not null,
    closed_by  uuid references person (id),
    closed_at  timestamptz,
    check (until_day is null or until_day >= from_day)
);
create unique index sso_opening_one on sso_opening (service_id) where closed_at is null;
create index sso_opening_service on sso_opening (service_id, from_day);
create index sso_opening_opened_by on sso_opening (opened_by) where opened_by is not null;
create index sso_opening_closed_by on sso_opening (closed_by) where closed_by is not null;

-- Who was told what leaves to a service, and went on; when something last left.
create table sso_use (
    person_id  uuid not null references person (id),
    service_id uuid not null references sso_service (id),
    -- As it was called then: what she takes away with her data can be read without us.
    service    text not null,
    -- What she was told leaves: she is told again when it is more.
    told       text[] not null,
    told_at    timestamptz not null,
    last_at    timestamptz,
    times      integer not null default 0,
    primary key (person_id, service_id)
);
create index sso_use_service on sso_use (service_id);

-- A ticket: held as a hash, good once, for a minute. Its row stays as long as the session, whose end its service is told
-- of: what it was called then is worked out again from the id and the project's key.
create table sso_ticket (
    id          uuid primary key,
    hash        bytea not null,
    service_id  uuid not null references sso_service (id),
    person_id   uuid not null references person (id),
    session_id  uuid not null,
    -- As it was sent: what it is held to, and where the end is told.
    service_url text not null,
    -- Given to somebody who had just shown again that it was she.
    renewed     boolean not null,
    made_at     timestamptz not null,
    ends_at     timestamptz not null,
    used_at     timestamptz,
    -- The service accepted it.
    granted     boolean not null default false,
    -- Its session is over, and its service is to be told.
    over        boolean not null default false
);
create unique index sso_ticket_hash on sso_ticket (hash);
create index sso_ticket_session on sso_ticket (session_id);
create index sso_ticket_person on sso_ticket (person_id, made_at);
create index sso_ticket_service on sso_ticket (service_id) where over;

-- Whatever ends a session, its services are told: one job for each service, however many sessions end at once.
create function sso_session_over() returns trigger language plpgsql as $$
begin
    with ended as (
        update sso_ticket t set over = true from gone, sso_service s
        where t.session_id = gone.id and t.granted and not t.over and s.id = t.service_id and s.single_logout
        returning t.service_id, gone.seen_at
    )
    insert into job (id, kind, payload, run_at)
    select gen_random_uuid(), 'sso_logout', jsonb_build_object('service', service_id), min(seen_at)
    from ended group by service_id;
    return null;
end
$$;
create trigger sso_session_over after delete on session referencing old table as gone
    for each statement execute function sso_session_over();
