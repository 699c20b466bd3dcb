insert into role (id, person_id, kind, place_id, from_day, source)
select '00000000-0000-7000-8000-0000000031c1', '00000000-0000-7000-8000-0000000000b1', 'digital_inspector', id, '2026-09-01', 'delegation'
from place where kind = 'commune' order by id limit 1;
update circonscription_backing set role_id = '00000000-0000-7000-8000-0000000031c1' where role_id is null;
