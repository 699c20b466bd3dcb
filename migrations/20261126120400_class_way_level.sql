-- A class of two levels has two ways in: CP with a card, GS on the tablet. What was said for a class holds for each
-- level that it has today ('': pupils without one).
alter table class_way add column level text not null default '';
alter table class_way drop constraint class_way_pkey, add primary key (class_id, level);
insert into class_way (class_id, school_id, level, way, set_by, set_at)
select distinct w.class_id, w.school_id, p.level, w.way, w.set_by, w.set_at
from class_way w join role r on r.place_id = w.class_id and r.kind = 'pupil' join person p on p.id = r.person_id
where p.level <> '';
