-- Conventions: who commits to what, for how long, for which schools each year (domain §3.11). A partner that brings
-- resources without accounts (Canopé) has one too.
create table convention (
    id         uuid primary key,
    kind       text not null check (kind in ('schools', 'partner')),
    reference  text not null unique,
    object     text not null,
    brings     text not null default '',        -- what a partner brings
    from_day   date not null,
    until_day  date not null,
    made_by    uuid references person (id),
    made_at    timestamptz not null,
    ended_on   date,                            -- before its time
    end_reason text not null default '',
    check (until_day > from_day)
);
create index convention_made_by on convention (made_by) where made_by is not null;

create table convention_clause (
    convention_id uuid not null references convention (id),
    position      smallint not null,
    theme         text not null,
    title         text not null,
    body          text not null,
    primary key (convention_id, position)
);

create table convention_party (
    id            uuid primary key,
    convention_id uuid not null references convention (id),
    side          text not null check (side in ('carrier', 'commune', 'education', 'partner')),
    name          text not null,
    signatory     text not null,                -- « la maire », « l’IA-DASEN »: in which capacity one signs for it
    place_id      uuid references place (id),   -- a commune: its agents may record its signature
    signed_on     date,
    signed_by     text not null default '',     -- who signed, as it stands on the paper
    recorded_by   uuid references person (id),
    recorded_at   timestamptz,
    check ((signed_on is null) = (recorded_at is null))
);
create index convention_party_convention on convention_party (convention_id);
create index convention_party_place on convention_party (place_id) where place_id is not null;
create index convention_party_recorded_by on convention_party (recorded_by) where recorded_by is not null;

-- The list of schools of a year; the last of a year holds.
create table convention_annex (
    id            uuid primary key,
    convention_id uuid not null references convention (id),
    school_year   smallint not null,
    number        smallint not null,
    made_by       uuid references person (id),
    made_at       timestamptz not null,
    unique (convention_id, school_year, number)
);
create index convention_annex_made_by on convention_annex (made_by) where made_by is not null;

create table convention_school (
    annex_id  uuid not null references convention_annex (id),
    school_id uuid not null references place (id),
    primary key (annex_id, school_id)
);
create index convention_school_school on convention_school (school_id);

create table convention_amendment (
    id            uuid primary key,
    convention_id uuid not null references convention (id),
    number        smallint not null,
    object        text not null,
    until_day     date,                         -- it prolongs the convention
    signed_on     date not null,                -- by the last of the parties
    made_by       uuid references person (id),
    made_at       timestamptz not null,
    unique (convention_id, number)
);
create index convention_amendment_made_by on convention_amendment (made_by) where made_by is not null;

-- The last day on which it holds: its own, or that of an amendment; earlier when it was ended.
create function convention_last_day(convention uuid) returns date language sql stable as $$
    select least(greatest(c.until_day, (select max(a.until_day) from convention_amendment a where a.convention_id = c.id)), c.ended_on)
    from convention c where c.id = $1
$$;

-- Signed by all its parties by that day, and in its time.
create function convention_holds(convention uuid, on_day date) returns boolean language sql stable as $$
    select exists (
        select from convention c where c.id = $1 and c.from_day <= on_day and convention_last_day(c.id) >= on_day
          and (select count(*) >= 2 and bool_and(p.signed_on is not null and p.signed_on <= on_day)
               from convention_party p where p.convention_id = c.id))
$$;

-- The school is on that year's list (the last one made) of a convention that holds on that day.
create function convention_covers(school uuid, on_day date) returns boolean language sql stable as $$
    select exists (
        select from convention_annex a join convention_school s on s.annex_id = a.id
        where s.school_id = $1
          and a.school_year = extract(year from on_day - interval '7 months')::smallint
          and a.number = (select max(b.number) from convention_annex b
                          where b.convention_id = a.convention_id and b.school_year = a.school_year)
          and convention_holds(a.convention_id, on_day))
$$;
