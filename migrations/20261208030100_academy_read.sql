-- What is asked of all schools of an academy at a time.

-- Who teaches, heads or works where, without the pupils among whom they stand (training::queries::plan, board).
create index role_works on role (school_id, kind, person_id, from_day, until_day) where kind in ('teacher', 'head', 'staff');

-- Who carried the project into a school (board).
create index joining_step_bearer on joining_step (joining_id, at desc, id desc) include (subject_id)
    where step in ('volunteering', 'succession');

-- The levels of a year's classes, school by school.
create index place_class_levels on place (school_id, school_year) include (levels) where kind = 'class' and closed_on is null;
create or replace function college_bound(year int) returns table (school_id uuid) language sql stable as $$
    select s.id from place s left join (
        select k.school_id, bool_or(k.levels = '{}' or 'CM2' = any(k.levels)) as leads_there from place k
        where k.kind = 'class' and k.school_year = year and k.closed_on is null group by k.school_id
    ) c on c.school_id = s.id
    where s.kind = 'school' and not s.pseudo and s.closed_on is null and s.school_kind is distinct from 'maternelle'
      and coalesce(c.leads_there, true)
$$;
