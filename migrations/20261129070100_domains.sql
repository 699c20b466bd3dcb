-- Names under which schools are reached. What a request has reached is what the last try found.
create table domain_rule (
    one       boolean primary key default true check (one),
    suffixes  text[] not null default '{}',
    addresses text[] not null default '{}',
    common    text not null default '',          -- one name for all
    said_by   uuid references person (id),
    said_at   timestamptz not null
);
create index domain_rule_said_by on domain_rule (said_by) where said_by is not null;

create table domain_request (
    id          uuid primary key,
    place_id    uuid references place (id),      -- a school, a commune; null: the project's
    name        text not null,
    proposed_by uuid references person (id),
    proposed_at timestamptz not null,
    accepted    boolean,
    reason      text not null default '',
    decided_by  uuid references person (id),
    decided_at  timestamptz,
    ended_at    timestamptz,
    check ((accepted is null) = (decided_at is null))
);
create unique index domain_request_name on domain_request (name) where ended_at is null;
create index domain_request_place on domain_request (place_id) where place_id is not null;
create index domain_request_proposed_by on domain_request (proposed_by) where proposed_by is not null;
create index domain_request_decided_by on domain_request (decided_by) where decided_by is not null;

create table domain_try (
    id          uuid primary key,
    request_id  uuid not null references domain_request (id),
    at          timestamptz not null,
    reached     text not null check (reached in ('nothing','name','address','certificate','page')),
    sentence    text not null,
    addresses   text[] not null default '{}',
    names       text[] not null default '{}',    -- of the certificate
    issuer      text not null default '',
    valid_from  timestamptz,
    valid_until timestamptz
);
create index domain_try_request on domain_try (request_id, at desc);

-- Schools that are reached under a name that was tried: their own, their commune's, or the one for all.
create view named_school as
with good as (
    select r.place_id from domain_request r
    where r.accepted and r.ended_at is null
      and (select t.reached from domain_try t where t.request_id = r.id order by t.at desc, t.id desc limit 1) = 'page'
)
select s.id as school_id from place s
where s.kind = 'school' and (exists (select from domain_rule where common <> '')
    or exists (select from good where place_id is null)
    or s.id in (select place_id from good where place_id is not null)
    or s.territory_id in (select place_id from good where place_id is not null));
