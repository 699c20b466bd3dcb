-- The letter to the collectivities (domain row 117): written by the project, one mail for each main contact, and a way out
-- that asks for no account.
create table newsletter (
    id      uuid primary key,
    title   text not null,
    text    text not null,
    kinds   text[] not null default '{}',    -- of parties
    parties uuid[] not null default '{}',    -- one by one
    made_by uuid references person (id),
    made_at timestamptz not null,
    sent_by uuid references person (id),
    sent_at timestamptz
);
create index newsletter_made_by on newsletter (made_by) where made_by is not null;
create index newsletter_sent_by on newsletter (sent_by) where sent_by is not null;

-- To whom it went. The address is written down only where a letter came back from it.
create table newsletter_copy (
    id             uuid primary key,
    letter_id      uuid not null references newsletter (id),
    party_id       uuid not null references party (id),
    contact_id     uuid references party_contact (id) on delete set null,
    sent_at        timestamptz,
    failed_at      timestamptz,
    failed_address text not null default '',
    check (sent_at is null or failed_at is null)
);
create index newsletter_copy_letter on newsletter_copy (letter_id);
create index newsletter_copy_party on newsletter_copy (party_id);
create index newsletter_copy_contact on newsletter_copy (contact_id) where contact_id is not null;

-- Addresses are known here by their hash: who left stays left when she is written down once more, and is not kept for it.
create function letter_address(email text) returns bytea language sql immutable parallel safe as
    $$ select sha256(convert_to(lower(trim(email)), 'UTF8')) $$;
create table newsletter_link (
    token_hash   bytea primary key,
    address_hash bytea not null,
    made_at      timestamptz not null
);
create table newsletter_stop (
    address_hash bytea primary key,
    at           timestamptz not null
);

-- As of a person: the address that a letter came back from, until it is another.
alter table party_contact add column email_failed text;
