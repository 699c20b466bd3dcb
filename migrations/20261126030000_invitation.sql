-- How somebody was told of her way in: a slip printed, a letter sent. One row each time.
create table invitation (
    id        uuid primary key,
    person_id uuid not null references person (id),
    channel   text not null check (channel in ('paper', 'mail')),
    asked_by  uuid references person (id),
    asked_at  timestamptz not null,
    left_at   timestamptz,               -- mail: the mail server has it
    failed_at timestamptz                -- mail: there is no such mailbox
);
create index invitation_person on invitation (person_id, asked_at desc);
create index invitation_asked_by on invitation (asked_by);

-- The Monday of the last week in which somebody came: no day, no hour.
create table came (
    person_id uuid primary key references person (id),
    week      date not null
);

-- Who lives together has the same; where no address is known, each is her own. Compared, never shown.
create function household_of(p person) returns text language sql stable as $$
    select case when coalesce(p.street, '') = '' or p.id is null then p.id::text
        else regexp_replace(lower(concat_ws(' ', p.street, p.postcode, p.town)), '[^[:alnum:]]+', ' ', 'g') end
$$;
