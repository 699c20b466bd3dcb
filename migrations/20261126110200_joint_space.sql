-- A CM2 class and a class of collège share a space for a time: a group of the school with days. Its pupils keep
-- their account until its last day, though they have left the school; they have nothing of the school's any more.
create table joint_space (
    place_id      uuid primary key references place (id),
    class_id      uuid not null references place (id),
    school_id     uuid not null references place (id),
    college       text not null,                  -- « Collège Jean-Rostand »
    college_class text not null,                  -- « 6e B »
    until_day     date not null,                  -- the last day
    opened_by     uuid references person (id),
    opened_at     timestamptz not null,
    foreign key (place_id, school_id) references place (id, school_id),
    foreign key (class_id, school_id) references place (id, school_id)
);
create index joint_space_class on joint_space (class_id);
create index joint_space_until_day on joint_space (until_day);
create index joint_space_opened_by on joint_space (opened_by) where opened_by is not null;

-- As before; but who is in the school through a joint space alone is in that space, not in the school. Not
-- materialised: asked for one school's audiences, the planner reads that school's roles and no others.
create or replace function audience_should(on_day date)
returns table (audience_id uuid, person_id uuid, school_id uuid) language sql stable as $$
    with now_held as not materialized (
        select r.person_id, r.kind, r.place_id, r.school_id,
               not exists (select from joint_space j where j.place_id = r.place_id) as of_school
        from role r
        where r.from_day <= on_day and (r.until_day is null or r.until_day >= on_day)
          and (r.tools is null or 'feed_read' = any(r.tools))
    ), guarded as not materialized (
        select g.guardian_id, g.whole and r.of_school as whole, r.place_id, r.school_id
        from guardianship(on_day) g join now_held r on r.person_id = g.pupil_id and r.kind = 'pupil'
    )
    select a.id, r.person_id, a.school_id from audience a join now_held r on r.place_id = a.place_id
        where a.kind = 'class_pupils' and r.kind = 'pupil'
    union
    select a.id, g.guardian_id, a.school_id from audience a join guarded g on g.place_id = a.place_id
        where a.kind = 'class_guardians'
    union
    select a.id, r.person_id, a.school_id from audience a join now_held r on r.place_id = a.place_id
        where a.kind = 'class_team' and r.kind in ('teacher', 'substitute', 'atsem', 'aesh', 'helper')
    union
    select a.id, r.person_id, a.school_id from audience a join now_held r on r.school_id = a.place_id
        where a.kind = 'school_adults' and r.of_school
          and r.kind in ('teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh')
    union
    select a.id, g.guardian_id, a.school_id from audience a join guarded g on g.school_id = a.place_id
        where a.kind = 'school_guardians' and g.whole
    union
    select a.id, r.person_id, a.school_id from audience a
        join place s on s.parent_id = a.place_id and s.kind = 'school' and not s.pseudo
        join now_held r on r.school_id = s.id
        where a.kind = 'circonscription_teachers' and r.of_school and r.kind in ('teacher', 'head')
$$;

-- Over: an archive of who was in it, without those from outside. From the roles, because the day is past and
-- nobody is in its audiences any more.
create function close_joint_spaces(on_day date) returns bigint language sql as $$
    insert into archive_member (audience_id, person_id)
    select a.id, r.person_id
    from joint_space j join place p on p.id = j.place_id and p.closed_on is null
    join role r on r.place_id = j.place_id and r.kind in ('pupil', 'teacher')
    join audience a on a.place_id = j.place_id and a.kind = case r.kind when 'pupil' then 'class_pupils' else 'class_team' end
    where j.until_day < on_day
    union
    select a.id, g.guardian_id
    from joint_space j join place p on p.id = j.place_id and p.closed_on is null
    join role r on r.place_id = j.place_id and r.kind = 'pupil'
    join guardianship(on_day) g on g.pupil_id = r.person_id
    join audience a on a.place_id = j.place_id and a.kind = 'class_guardians'
    where j.until_day < on_day
    on conflict do nothing;
    with over as (
        update place p set closed_on = on_day from joint_space j
        where j.place_id = p.id and j.until_day < on_day and p.closed_on is null returning p.id
    )
    select count(*) from over
$$;
