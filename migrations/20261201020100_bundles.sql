-- Bundles of services (domain row 25: from 2015-2016 all services are paid for): what the project offers, and which
-- commune or school has which for a school year. A school that was never given one has everything.
create table service_bundle (
    id           uuid primary key,
    kind         text not null check (kind in ('trial', 'full')),
    name         text not null,
    services     text[] not null check (cardinality(services) > 0),   -- words of identity::services
    made_by      uuid references person (id),
    made_at      timestamptz not null,
    withdrawn_at timestamptz                                          -- not given to anybody any more
);
create index service_bundle_made_by on service_bundle (made_by) where made_by is not null;

create table bundle_grant (
    id            uuid primary key,
    bundle_id     uuid not null references service_bundle (id),
    place_id      uuid not null references place (id),                -- a commune, a school
    commitment_id uuid references funding_commitment (id),            -- what pays for it, where a commune committed to it
    school_year   smallint not null,
    classes       integer not null check (classes > 0),               -- how many are paid for
    from_day      date not null,                                      -- the switch: until the day before everything is open
    until_day     date not null,                                      -- the last day that is paid for
    warned_at     timestamptz,
    made_by       uuid references person (id),
    made_at       timestamptz not null,
    withdrawn_by  uuid references person (id),
    withdrawn_at  timestamptz,
    check (until_day > from_day)
);
create unique index bundle_grant_once on bundle_grant (place_id, school_year) where withdrawn_at is null;
create index bundle_grant_bundle on bundle_grant (bundle_id);
create index bundle_grant_commitment on bundle_grant (commitment_id) where commitment_id is not null;
create index bundle_grant_made_by on bundle_grant (made_by) where made_by is not null;
create index bundle_grant_withdrawn_by on bundle_grant (withdrawn_by) where withdrawn_by is not null;

-- What a school has on a day: its own before its commune's; what runs before what is over. Nothing before its first switch.
create function school_bundle(of_school uuid, on_day date) returns setof bundle_grant language sql stable as $$
    select g.* from place s join bundle_grant g on g.place_id in (s.id, s.territory_id)
    where s.id = of_school and g.withdrawn_at is null and g.from_day <= on_day
    order by (g.until_day >= on_day) desc, (g.place_id = s.id) desc, g.until_day desc, g.id desc limit 1
$$;

-- Whether the school's offer holds a service. Once it is over, what it held still counts: the rest does not open for
-- want of funding.
create function service_offered(of_school uuid, wanted text, on_day date) returns boolean language sql stable as $$
    select coalesce((select wanted = any(b.services) from school_bundle(of_school, on_day) g
                     join service_bundle b on b.id = g.bundle_id), true)
$$;

-- A school whose funding has stopped is suspended by nobody, beside a suspension that somebody decided.
alter table writing_freeze alter column frozen_by drop not null;
alter table writing_freeze add column unfunded boolean not null default false;
