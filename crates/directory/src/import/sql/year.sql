-- Whether a feed of August, before the first day of term, still carries the classes of the year before: at least
-- three quarters of the pupils who were in a class then, and of whom it speaks, are where they were, at the level
-- that they had. Whom a head's turn has moved up already stands one level higher than such a feed says. A record
-- that is as it was when it was applied says what it said then.
with was as (
    select k.key, k.person_id, h.level,
           exists (select from role r join place p on p.id = r.place_id
                   where r.person_id = k.person_id and r.kind = 'pupil' and r.until_day is null and p.kind = 'class'
                     and p.school_year >= i.year) as turned
    from person_key k join person h on h.id = k.person_id, this_import i
    where k.source = 'aaf' and k.category = 'pupil'
      and exists (select from role r join place p on p.id = r.place_id
                  where r.person_id = k.person_id and r.kind = 'pupil' and p.kind = 'class' and p.school_year = i.year - 1)
), told as (
    select exists (
               select from role r join place_key c on c.place_id = r.place_id and c.source = 'aaf'
                    and c.school_year = i.year - 1 and c.key = 'class:' || s.class_key
               where r.person_id = w.person_id and r.kind = 'pupil')
           and (p.level is null or w.level is null or (p.level = w.level) <> w.turned) as same
    from was w join stage_role s on s.person_key = w.key and s.place_kind = 'class' and s.class_key is not null
    join stage_person p on p.key = w.key and p.action <> 'd', this_import i
    union all
    select not exists (
               select from role r join place_key c on c.place_id = r.place_id and c.source = 'aaf' and c.school_year = i.year
               where r.person_id = w.person_id and r.kind = 'pupil')
    from was w join stage_seen n on n.key = w.key, this_import i
    where not exists (select from stage_person p where p.key = w.key)
), settled as (
    update this_import i set year = i.year - 1
    where (select count(*) > 0 and 4 * count(*) filter (where same) >= 3 * count(*) from told) returning i.year
)
insert into line
select distinct k.place_id, 'odd', null::uuid, 'Classes',
       'Ce flux d’août porte encore les classes de ' || y.year || '-' || right((y.year + 1)::text, 2)
       || ' : il ne change pas l’année'
from settled y, stage_role s join place_key k on k.source = 'aaf' and k.key = s.structure_key and k.school_year = 0
where s.class_key is not null;
