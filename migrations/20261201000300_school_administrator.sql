-- Who administers a school's accounts (domain §1, row 111): its head, without being named; and whom she named beside her,
-- several at once, each for a time. A row stays as the history of what was.
create table school_administrator (
    id        uuid primary key,
    school_id uuid not null references place (id),
    person_id uuid not null references person (id),
    from_day  date not null,
    until_day date,                              -- last day, inclusive
    named_by  uuid references person (id),
    named_at  timestamptz not null,
    ended_by  uuid references person (id),
    ended_at  timestamptz
);
create index school_administrator_school on school_administrator (school_id, from_day);
create index school_administrator_person on school_administrator (person_id);
create index school_administrator_named_by on school_administrator (named_by) where named_by is not null;
create index school_administrator_ended_by on school_administrator (ended_by) where ended_by is not null;

-- Why somebody need not be trained for this school: the register of training says the rest.
create table administrator_waiver (
    school_id uuid not null references place (id),
    person_id uuid not null references person (id),
    reason    text not null,
    by_id     uuid references person (id),
    at        timestamptz not null,
    primary key (school_id, person_id)
);
create index administrator_waiver_person on administrator_waiver (person_id);
create index administrator_waiver_by on administrator_waiver (by_id) where by_id is not null;

-- Who administers which school on a day, and what opens her acts: « register », « waived », or nothing yet. Somebody who was
-- named and does not work there any more administers nothing.
create function school_administrators(on_day date)
returns table (school_id uuid, person_id uuid, id uuid, by_default boolean, from_day date, until_day date, ready text)
language sql stable as $$
    select s.school_id, s.person_id, s.id, s.by_default, s.from_day, s.until_day,
           case when exists (select from administrator_waiver w where w.school_id = s.school_id and w.person_id = s.person_id) then 'waived'
                when exists (select from training_enrolment e join training_session t on t.id = e.session_id
                             join training_course k on k.id = t.course_id
                             where e.person_id = s.person_id and e.attendance = 'present' and k.track = 'administrator') then 'register' end
    from (
        select a.school_id, a.person_id, a.id, false as by_default, a.from_day, a.until_day
        from school_administrator a
        where a.from_day <= on_day and (a.until_day is null or a.until_day >= on_day)
          and exists (select from role r where r.person_id = a.person_id and r.school_id = a.school_id
                        and r.kind in ('teacher', 'head', 'staff') and r.from_day <= on_day and (r.until_day is null or r.until_day >= on_day))
        union all
        select r.place_id, r.person_id, null::uuid, true, r.from_day, r.until_day
        from role r
        where r.kind = 'head' and r.place_id = r.school_id and r.from_day <= on_day and (r.until_day is null or r.until_day >= on_day)
          and not exists (select from school_administrator a where a.school_id = r.place_id and a.person_id = r.person_id
                            and a.from_day <= on_day and (a.until_day is null or a.until_day >= on_day))
    ) s
$$;

-- Whom a path under way named last, when it is not the head herself; and what was said of a training.
insert into school_administrator (id, school_id, person_id, from_day, named_by, named_at)
select distinct on (j.school_id) gen_random_uuid(), j.school_id, m.subject_id, m.at::date, m.by_id, m.at
from joining j join joining_step m on m.joining_id = j.id and m.step = 'administrator'
where j.ended_at is null and m.subject_id is not null
  and not exists (select from role r where r.person_id = m.subject_id and r.place_id = j.school_id and r.kind = 'head' and r.until_day is null)
order by j.school_id, m.at desc, m.id desc;
insert into administrator_waiver (school_id, person_id, reason, by_id, at)
select distinct on (j.school_id, m.subject_id) j.school_id, m.subject_id, coalesce(nullif(m.note, ''), 'Dit dans le parcours de l’école'), m.by_id, m.at
from joining j join joining_step m on m.joining_id = j.id and m.step = 'training'
where j.ended_at is null and m.subject_id is not null
order by j.school_id, m.subject_id, m.at desc, m.id desc;

-- A school's requests for help reach who administers it, once her training opens her acts.
create or replace function queue_workers(day date) returns table (queue text, place_id uuid, person_id uuid) language sql stable as $$
    select w.queue, w.place_id, w.person_id from (
        select 'school' as queue, r.place_id, r.person_id from role r
        where r.kind = 'head' and r.from_day <= day and (r.until_day is null or r.until_day >= day)
        union
        select 'school', d.school_id, d.person_id from school_administrators(day) d where d.ready is not null
        union
        select q.queue, s.id, r.person_id from role r join place s on s.kind = 'school' and s.id = r.place_id, unnest(array['safety']) q (queue)
        where r.kind = 'head' and r.from_day <= day and (r.until_day is null or r.until_day >= day)
        union
        select q.queue, r.place_id, r.person_id from role r, unnest(array['circonscription', 'safety']) q (queue)
        where r.kind = 'inspector' and r.from_day <= day and (r.until_day is null or r.until_day >= day)
        union
        select 'safety', s.id, r.person_id from role r join place s on s.kind = 'school' and s.parent_id = r.place_id
        where r.kind = 'inspector' and r.from_day <= day and (r.until_day is null or r.until_day >= day)
        union
        select 'commune', t.id, r.person_id from role r join place t on t.id = r.place_id or t.territory_id = r.place_id
        where r.kind = 'commune_agent' and t.kind = 'commune' and r.from_day <= day and (r.until_day is null or r.until_day >= day)
        union
        select q.queue, null, r.person_id from role r, unnest(array['project', 'dsi', 'cdti', 'dpo', 'publisher']) q (queue)
        where r.kind in ('operator', 'project_manager') and r.from_day <= day and (r.until_day is null or r.until_day >= day)
        union
        select m.queue, m.place_id, m.person_id from queue_member m
        where m.from_day <= day and (m.until_day is null or m.until_day >= day)
    ) w join account a on a.person_id = w.person_id and a.state = 'active'
$$;
