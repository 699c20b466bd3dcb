-- What helps a school on site once the inspection has validated its project: four components, planned and done.
create table accompaniment (
    school_id      uuid primary key references place (id),
    opened_at      timestamptz not null,
    dane           boolean not null default false,           -- helped by the academy itself
    companion_id   uuid references person (id),
    companion_name text not null default '',
    plan           text not null default '',
    result         text not null default '',
    said_by        uuid references person (id),
    said_at        timestamptz
);
create index accompaniment_companion on accompaniment (companion_id) where companion_id is not null;
create index accompaniment_said_by on accompaniment (said_by) where said_by is not null;

create table accompaniment_part (
    school_id       uuid not null references accompaniment (school_id),
    kind            text not null check (kind in ('training', 'virtual_class', 'technical', 'project')),
    planned_minutes integer not null default 0 check (planned_minutes >= 0),
    primary key (school_id, kind)
);

-- What was done on site, besides the sessions of the register.
create table accompaniment_act (
    id        uuid primary key,
    school_id uuid not null references accompaniment (school_id),
    kind      text not null check (kind in ('training', 'virtual_class', 'technical', 'project')),
    day       date not null,
    minutes   integer not null check (minutes between 15 and 6000),
    what      text not null,
    by_id     uuid references person (id),
    at        timestamptz not null
);
create index accompaniment_act_school on accompaniment_act (school_id, day desc);
create index accompaniment_act_by on accompaniment_act (by_id) where by_id is not null;

-- Opened by a validation; the schools that were validated before this table have theirs too.
insert into accompaniment (school_id, opened_at)
select j.school_id, min(s.at) from joining j join joining_step s on s.joining_id = j.id
where s.step = 'decision' and s.outcome = 'validated' and j.ended_at is null group by j.school_id;
insert into accompaniment_part (school_id, kind)
select a.school_id, k from accompaniment a, unnest(array['training', 'virtual_class', 'technical', 'project']) k;

-- Who begins with the ENT in a school that is on its way, or on it: the teachers of the classes that volunteered this
-- year, and whoever carries the project there.
create function engaged_teachers(on_day date) returns table (school_id uuid, class_id uuid, person_id uuid) language sql stable as $$
    with said as (
        select distinct on (j.school_id) j.id as joining_id, j.school_id, s.details
        from joining j join joining_step s on s.joining_id = j.id and s.step = 'volunteering'
        where j.ended_at is null order by j.school_id, s.at desc, s.id desc
    )
    select k.school_id, k.id, r.person_id
    from said w
    join place k on k.school_id = w.school_id and k.kind = 'class' and k.closed_on is null
     and k.school_year = extract(year from on_day - interval '7 months')
     and (w.details ->> 'whole' = 'school' or coalesce(w.details -> 'classes', '[]') ? k.name)
    join role r on r.place_id = k.id and r.kind = 'teacher' and r.from_day <= on_day and (r.until_day is null or r.until_day >= on_day)
    union
    select w.school_id, null, b.subject_id
    from said w cross join lateral (
        select s.subject_id from joining_step s where s.joining_id = w.joining_id and s.step in ('succession', 'volunteering')
        order by s.step, s.at desc, s.id desc limit 1
    ) b
    where exists (select from role r where r.person_id = b.subject_id and r.school_id = w.school_id and r.kind in ('teacher', 'head', 'staff')
                    and r.from_day <= on_day and (r.until_day is null or r.until_day >= on_day))
$$;
