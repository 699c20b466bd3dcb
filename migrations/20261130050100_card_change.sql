-- The key parts of the project’s card, changed by both co-owners: brand, solution, who carries it, its co-owners, who provides it.
create table card_change (
    id          uuid primary key,
    brand       text not null,
    solution    text not null default '',
    carrier_id  uuid not null references party (id),
    provider_id uuid references party (id),
    reason      text not null,
    made_by     uuid references person (id),
    made_at     timestamptz not null,
    applied_at  timestamptz,
    dropped_at  timestamptz,
    check (applied_at is null or dropped_at is null)
);
-- One waits at a time.
create unique index card_change_waiting on card_change ((true)) where applied_at is null and dropped_at is null;
create index card_change_carrier on card_change (carrier_id);
create index card_change_provider on card_change (provider_id) where provider_id is not null;
create index card_change_made_by on card_change (made_by) where made_by is not null;

create table card_change_owner (
    change_id uuid not null references card_change (id),
    party_id  uuid not null references party (id),
    primary key (change_id, party_id)
);
create index card_change_owner_party on card_change_owner (party_id);

-- As decision_voice: a college speaks by one of its members; the last voice of each counts.
create table card_voice (
    id        uuid primary key,
    change_id uuid not null references card_change (id),
    college   text not null check (college in ('collectivities', 'education')),
    agrees    boolean not null,
    note      text not null default '',
    member_id uuid not null references body_member (id),
    by_id     uuid references person (id),
    at        timestamptz not null
);
create index card_voice_change on card_voice (change_id, at);
create index card_voice_member on card_voice (member_id);
create index card_voice_by on card_voice (by_id) where by_id is not null;

-- Framing is over: once a phase was entered, one side alone changes none of the key parts.
create function card_is_shared() returns boolean language sql stable as $$ select exists (select from phase_decision where go) $$;

-- The party takes a place in what waits.
create function waits_for_a_place(party uuid) returns boolean language sql stable as $$
    select exists (select from card_change w where w.applied_at is null and w.dropped_at is null
        and ($1 in (w.carrier_id, w.provider_id) or exists (select from card_change_owner o where o.change_id = w.id and o.party_id = $1)))
$$;
