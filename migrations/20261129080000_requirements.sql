-- What the project asks of an ENT: catalogues with versions, voted by party, frozen; how far ours answers it; what bidders
-- and vendors answer; legal reminders with their source. Nothing here is the official text: it says where that is.
create table requirement_catalogue (
    id         uuid primary key,
    title      text not null,
    version    text not null,
    source     text not null,                    -- where the text comes from, and where the official one is
    source_day date not null,                    -- when that was last looked at
    from_id    uuid references requirement_catalogue (id),   -- the version that it was made from
    made_by    uuid references person (id),
    made_at    timestamptz not null,
    frozen_by  uuid references person (id),
    frozen_at  timestamptz,
    unique (title, version)
);
create index requirement_catalogue_from on requirement_catalogue (from_id) where from_id is not null;
create index requirement_catalogue_made_by on requirement_catalogue (made_by) where made_by is not null;
create index requirement_catalogue_frozen_by on requirement_catalogue (frozen_by) where frozen_by is not null;

create table requirement (
    id           uuid primary key,
    catalogue_id uuid not null references requirement_catalogue (id),
    code         text not null,
    family       text not null check (family in ('technical','legal','organisational')),
    level        text not null check (level in ('must','should')),
    text         text not null,
    source       text not null default '',
    source_day   date,
    added_by     uuid references person (id),
    added_at     timestamptz not null,
    accepted     boolean,                        -- null: proposed
    decided_by   uuid references person (id),
    decided_at   timestamptz,
    unique (catalogue_id, code)
);
create index requirement_added_by on requirement (added_by) where added_by is not null;
create index requirement_decided_by on requirement (decided_by) where decided_by is not null;

-- One voice a party, the last said.
create table requirement_voice (
    requirement_id uuid not null references requirement (id),
    party_id       uuid not null references party (id),
    agrees         boolean not null,
    by_id          uuid references person (id),
    at             timestamptz not null,
    primary key (requirement_id, party_id)
);
create index requirement_voice_party on requirement_voice (party_id);
create index requirement_voice_by on requirement_voice (by_id) where by_id is not null;

create table requirement_comment (
    id             uuid primary key,
    requirement_id uuid not null references requirement (id),
    party_id       uuid references party (id),
    text           text not null,
    by_id          uuid references person (id),
    at             timestamptz not null
);
create index requirement_comment_requirement on requirement_comment (requirement_id, at);
create index requirement_comment_party on requirement_comment (party_id) where party_id is not null;
create index requirement_comment_by on requirement_comment (by_id) where by_id is not null;

-- Our answer; the last counts, the ones before are its history.
create table conformity (
    id             uuid primary key,
    requirement_id uuid not null references requirement (id),
    state          text not null check (state in ('covered','partial','not','no_object')),
    evidence       text not null default '',
    owner          text not null default '',
    plan           text not null default '',     -- how the gap is closed
    due_on         date,
    by_id          uuid references person (id),
    at             timestamptz not null
);
create index conformity_requirement on conformity (requirement_id, at desc);
create index conformity_by on conformity (by_id) where by_id is not null;

create table bidder (
    id           uuid primary key,
    catalogue_id uuid not null references requirement_catalogue (id),
    name         text not null,
    added_by     uuid references person (id),
    added_at     timestamptz not null,
    unique (catalogue_id, name)
);
create index bidder_added_by on bidder (added_by) where added_by is not null;

create table bidder_answer (
    bidder_id      uuid not null references bidder (id) on delete cascade,
    requirement_id uuid not null references requirement (id),
    state          text not null check (state in ('covered','partial','not','no_object')),
    note           text not null default '',
    primary key (bidder_id, requirement_id)
);
create index bidder_answer_requirement on bidder_answer (requirement_id);

create table legal_notice (
    id         uuid primary key,
    title      text not null,
    text       text not null,
    reference  text not null,                    -- the law itself
    checked_on date not null,
    owner      text not null,                    -- who looks whether it is still so
    by_id      uuid references person (id),
    at         timestamptz not null,
    ended_at   timestamptz
);
create index legal_notice_by on legal_notice (by_id) where by_id is not null;
