-- The collèges of the territory, a register of their own: no feed of the first degree brings them, and nothing of a school
-- (classes, accounts, opening) is theirs. Which schools feed which, with days.
create table college (
    id        uuid primary key,
    uai       text not null,
    name      text not null,                       -- « Collège Jean-Rostand »
    town      text not null,
    street    text not null default '',
    postcode  text not null default '',
    phone     text not null default '',
    email     text not null default '',
    contact   text not null default '',            -- whom to call there: name and duty
    ent       text not null default 'unsaid' check (ent in ('unsaid', 'none', 'sister', 'here')),
    made_by   uuid references person (id),
    made_at   timestamptz not null,
    closed_on date
);
create unique index college_uai on college (uai) where closed_on is null;
create index college_made_by on college (made_by) where made_by is not null;

create table college_sector (
    id         uuid primary key,
    college_id uuid not null references college (id),
    school_id  uuid not null references place (id),
    from_day   date not null,
    until_day  date,                               -- the last day
    source     text not null check (source in ('hand', 'proposal', 'import')),
    said_by    uuid references person (id),
    said_at    timestamptz not null,
    ended_by   uuid references person (id),
    check (until_day >= from_day)
);
create unique index college_sector_open on college_sector (college_id, school_id) where until_day is null;
create index college_sector_college on college_sector (college_id);
create index college_sector_school on college_sector (school_id);
create index college_sector_said_by on college_sector (said_by) where said_by is not null;
create index college_sector_ended_by on college_sector (ended_by) where ended_by is not null;

-- What an inspector says of it; the project decides.
create table sector_proposal (
    id         uuid primary key,
    college_id uuid not null references college (id),
    school_id  uuid not null references place (id),
    attach     boolean not null,                   -- or that it does not feed it any more
    note       text not null default '',
    by_id      uuid references person (id),
    at         timestamptz not null,
    accepted   boolean,
    decided_by uuid references person (id),
    decided_at timestamptz,
    check ((accepted is null) = (decided_at is null))
);
create unique index sector_proposal_waits on sector_proposal (college_id, school_id) where accepted is null;
create index sector_proposal_college on sector_proposal (college_id);
create index sector_proposal_school on sector_proposal (school_id);
create index sector_proposal_by on sector_proposal (by_id) where by_id is not null;
create index sector_proposal_decided_by on sector_proposal (decided_by) where decided_by is not null;

-- The links that hold on a day.
create function sector_on(on_day date)
returns table (link_id uuid, college_id uuid, school_id uuid, from_day date, until_day date) language sql stable as $$
    select k.id, k.college_id, k.school_id, k.from_day, k.until_day
    from college_sector k join college c on c.id = k.college_id and c.closed_on is null
    where k.from_day <= on_day and (k.until_day is null or k.until_day >= on_day)
$$;

-- Schools whose pupils go to collège: no nursery school, and none whose classes of the year are known and end before CM2
-- (in a group of villages one school has the CM2 of all).
create function college_bound(year int) returns table (school_id uuid) language sql stable as $$
    select s.id from place s
    where s.kind = 'school' and not s.pseudo and s.closed_on is null and s.school_kind is distinct from 'maternelle'
      and coalesce((select bool_or(k.levels = '{}' or 'CM2' = any(k.levels)) from place k
                    where k.school_id = s.id and k.kind = 'class' and k.school_year = year and k.closed_on is null), true)
$$;

-- The collège of a joint space, where it is of the register; what was typed stays beside it.
alter table joint_space add column college_id uuid references college (id);
create index joint_space_college on joint_space (college_id) where college_id is not null;

-- The spaces that are open, with their collège: said when they were opened, or of the sector under the name that was typed.
create function college_spaces(on_day date) returns table (place_id uuid, college_id uuid, school_id uuid) language sql stable as $$
    select j.place_id, c.id, j.school_id
    from joint_space j join place g on g.id = j.place_id and g.closed_on is null
    join college c on c.closed_on is null and (c.id = j.college_id or j.college_id is null and plain_name(c.name) = plain_name(j.college)
        and exists (select from sector_on(on_day) k where k.college_id = c.id and k.school_id = j.school_id))
    where j.until_day >= on_day
$$;

-- A visit in a collège, a liaison between the degrees.
alter table contact_log add column college_id uuid references college (id);
create index contact_log_college on contact_log (college_id, day desc) where college_id is not null;
alter table contact_log drop constraint contact_log_kind_check, drop constraint contact_log_check, drop constraint contact_log_check1;
alter table contact_log
    add constraint contact_log_kind_check check (kind in ('visit', 'call', 'letter', 'field_visit', 'college_visit', 'liaison')),
    add constraint contact_log_with check (num_nonnulls(party_id, school_id, college_id) = 1),
    add constraint contact_log_school_kind check ((kind = 'field_visit') = (school_id is not null)),
    add constraint contact_log_college_kind check ((kind in ('college_visit', 'liaison')) = (college_id is not null));
