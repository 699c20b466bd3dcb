-- Containing a hijack: closing accounts by filter, freezing what a profile writes in a place, looking back.

-- How a role is meant here. Who is of the project, or inspects, is in none of the four.
create function profile_of(kind text) returns text language sql immutable as $$
    select case when kind = 'pupil' then 'pupils' when kind = 'guardian' then 'guardians' when kind = 'head' then 'heads'
                when kind in ('teacher', 'staff', 'substitute', 'atsem', 'aesh', 'helper') then 'adults' end
$$;

-- Who holds one of these profiles in a place (a class, a group, a school, a circonscription; null: the whole
-- project) on a day.
create function people_in(place uuid, profiles text[], on_day date) returns table (person_id uuid) language sql stable as $$
    with held as (
        select r.person_id, r.kind from role r left join place s on s.id = r.school_id
        where r.from_day <= on_day and (r.until_day is null or r.until_day >= on_day)
          and (place is null or place in (r.place_id, r.school_id, s.parent_id))
    )
    select h.person_id from held h where profile_of(h.kind) = any (profiles)
    union
    select g.guardian_id from held h join guardian_link g on g.pupil_id = h.person_id and g.authority <> 'third'
         and g.from_day <= on_day and (g.until_day is null or g.until_day >= on_day)
    where h.kind = 'pupil' and 'guardians' = any (profiles)
$$;

-- Sessions that were closed: from which device somebody acted, for a year.
create table past_session (
    id         uuid primary key,
    person_id  uuid not null references person (id),
    device     text not null,
    created_at timestamptz not null,
    seen_at    timestamptz not null
);
create index past_session_person on past_session (person_id);
create index past_session_seen on past_session (seen_at);

-- Whatever opened these accounts opens them no more; how many sessions were closed. The application that counts
-- codes stays: it opens nothing by itself. A feature that brings another way in replaces this function.
create function void_secrets(people uuid[]) returns bigint language plpgsql as $$
declare
    closed bigint;
begin
    update account set password_hash = null, code_hash = null, code_made_at = null where person_id = any (people);
    update former_login set password_hash = null, code_hash = null, code_made_at = null where person_id = any (people);
    delete from password_reset where person_id = any (people);
    delete from passkey where person_id = any (people);
    update known_device set trusted_until = null where person_id = any (people) and trusted_until is not null;
    insert into past_session (id, person_id, device, created_at, seen_at)
        select id, person_id, device, created_at, seen_at from session where person_id = any (people)
        on conflict do nothing;
    delete from session where person_id = any (people);
    get diagnostics closed = row_count;
    return closed;
end
$$;

-- What a profile writes in a place is stopped; reading goes on.
create table writing_freeze (
    id          uuid primary key,
    profile     text not null check (profile in ('pupils', 'guardians', 'adults', 'heads')),
    place_id    uuid references place (id),      -- null: the whole project
    message     text not null,                   -- what those who are frozen read
    reason      text not null,                   -- for the file
    frozen_at   timestamptz not null,
    frozen_by   uuid not null references person (id),
    reopened_at timestamptz,
    reopened_by uuid references person (id)
);
create index freeze_open on writing_freeze (profile, place_id) where reopened_at is null;

-- Reopened in stages: a school or a class where a wider freeze holds no longer.
create table freeze_opening (
    freeze_id uuid not null references writing_freeze (id),
    place_id  uuid not null references place (id),
    opened_at timestamptz not null,
    opened_by uuid not null references person (id),
    primary key (freeze_id, place_id)
);

-- The message of a freeze that holds a role, if one does. Asked for each role of whoever comes: while nothing is
-- frozen the index is empty.
create function frozen_as(kind text, place uuid, school uuid) returns text language sql stable as $$
    select f.message from writing_freeze f
    where f.reopened_at is null and f.profile = profile_of(kind)
      and (f.place_id is null or f.place_id in (place, school)
           or f.place_id = (select s.parent_id from place s where s.id = school))
      and not exists (select from freeze_opening o where o.freeze_id = f.id and (o.place_id in (place, school)
          or o.place_id = (select s.parent_id from place s where s.id = school)))
    order by f.frozen_at limit 1
$$;

-- Accounts that were closed together, or would have been: a drill changes nothing.
create table containment (
    id       uuid primary key,
    at       timestamptz not null,
    by_id    uuid not null references person (id),
    place_id uuid references place (id),
    profiles text[] not null,
    drill    boolean not null,
    accounts bigint not null,
    sessions bigint not null,
    steps    jsonb not null default '[]'
);
create index containment_at on containment (at desc);

create table containment_person (
    containment_id uuid not null references containment (id),
    person_id      uuid not null references person (id),
    primary key (containment_id, person_id)
);
create index containment_person_person on containment_person (person_id);
