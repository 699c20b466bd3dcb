-- What it does, per school. A head reads her school's lines only.
create temp table school_of on commit drop as
select distinct on (person_id) person_id, school_id from (
    select person_id, school_id, 1 as rank from gained_role where school_id is not null
    union all select person_id, school_id, 2 from ended_role where school_id is not null
    union all select r.person_id, r.school_id, 3 from role r
        where r.school_id is not null and r.until_day is null
          and (r.person_id in (select person_id from changed) or r.person_id in (select person_id from leaver))
    union all select g.guardian_id, r.school_id, 4 from guardian_link g
        join role r on r.person_id = g.pupil_id and r.kind = 'pupil' and r.school_id is not null
        where g.guardian_id in (select person_id from who union select person_id from leaver)
) s order by person_id, rank;

analyze school_of;
create temp table moved on commit drop as
select distinct e.person_id, e.school_id as from_school, g.school_id as to_school, e.place_id as from_place, g.place_id as to_place
from ended_role e join gained_role g on g.person_id = e.person_id and g.kind = e.kind and g.kind = 'pupil';

insert into line
select s.school_id, 'created', w.person_id, c.first_name || ' ' || c.last_name, k.category
from who w join person_card c on c.person_id = w.person_id
join person_key k on k.source = 'aaf' and k.key = w.key
left join school_of s on s.person_id = w.person_id where w.is_new;
insert into line
select m.to_school, 'moved', m.person_id, c.first_name || ' ' || c.last_name, f.name || ' → ' || t.name
from moved m join person_card c on c.person_id = m.person_id join place f on f.id = m.from_place join place t on t.id = m.to_place;
insert into line
select m.from_school, 'moved', m.person_id, c.first_name || ' ' || c.last_name, 'part pour une autre école'
from moved m join person_card c on c.person_id = m.person_id where m.from_school <> m.to_school;
insert into line
select s.school_id, 'leaves', l.person_id, c.first_name || ' ' || c.last_name, ''
from leaver l join person_card c on c.person_id = l.person_id left join school_of s on s.person_id = l.person_id;
insert into line
select s.school_id, 'changed', d.person_id, c.first_name || ' ' || c.last_name, ''
from changed d join person_card c on c.person_id = d.person_id left join school_of s on s.person_id = d.person_id
where d.person_id not in (select person_id from moved) and d.person_id not in (select person_id from leaver);
insert into line
select s.school_id, 'odd', d.person_a, a.first_name || ' ' || a.last_name,
       case d.reason when 'email' then 'Même adresse électronique que ' when 'ine' then 'Même INE que '
            else 'Même nom et même date de naissance que ' end || b.first_name || ' ' || b.last_name, d.person_b
from duplicate_doubt d join person_card a on a.person_id = d.person_a join person_card b on b.person_id = d.person_b
left join school_of s on s.person_id = d.person_a
where d.found_at = (select now from this_import);
drop table school_of, moved;
