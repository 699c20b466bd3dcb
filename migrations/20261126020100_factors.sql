-- Second factors of adults, their known devices, and what happens when one says « ce n’était pas moi ».

-- An application that counts codes (TOTP, RFC 6238).
create table authenticator (
    person_id uuid primary key references person (id),
    secret    bytea not null,       -- sealed with the project's key (identity::vault): a stolen dump gives none
    last_step bigint not null,      -- a code is good once
    since     timestamptz not null
);

create table passkey (
    id            uuid primary key,
    person_id     uuid not null references person (id),
    credential_id bytea not null unique,
    credential    jsonb not null,   -- a public key and a counter: no secret
    name          text not null,
    since         timestamptz not null,
    used_at       timestamptz
);
create index passkey_person on passkey (person_id);

-- An answer of a passkey is good once, as its question is.
create table passkey_answer (
    hash    bytea primary key,
    ends_at timestamptz not null
);

create table recovery_code (
    person_id uuid not null references person (id),
    code_hash bytea not null,       -- SHA-256 of 60 bits of chance
    used_at   timestamptz,
    primary key (person_id, code_hash)
);

-- A browser where somebody has been before: a cookie of chance, no fingerprint.
create table known_device (
    id            uuid primary key,
    person_id     uuid not null references person (id),
    token_hash    bytea not null,
    device        text not null,
    since         timestamptz not null,
    seen_at       timestamptz not null,
    trusted_until timestamptz,      -- the second factor is not asked here until then
    unique (person_id, token_hash)
);
create index known_device_seen on known_device (seen_at);

-- The link of a letter about a new device.
create table not_me_link (
    token_hash bytea primary key,
    person_id  uuid not null references person (id),
    ends_at    timestamptz not null
);
create index not_me_link_person on not_me_link (person_id);

-- What the head and the project should look at.
create table security_alert (
    id        uuid primary key,
    at        timestamptz not null,
    kind      text not null check (kind in ('not_me')),
    person_id uuid not null references person (id),
    seen_at   timestamptz,
    seen_by   uuid references person (id)
);
create index security_alert_person on security_alert (person_id);
create index security_alert_open on security_alert (at desc) where seen_at is null;
