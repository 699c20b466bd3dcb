insert into equipment_booking (id, equipment_id, school_id, class_id, starts_at, ends_at, by_id, at)
select '00000000-0000-7000-8000-0000000030d1', e.id, e.school_id, k.id, '2026-10-05 07:00+00', '2026-10-05 08:00+00',
       '00000000-0000-7000-8000-0000000000b1', '2026-09-20'
from equipment e join place k on k.school_id = e.school_id and k.kind = 'class' where e.id = '00000000-0000-7000-8000-0000000014d1' limit 1;
