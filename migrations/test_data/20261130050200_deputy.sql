insert into role (id, person_id, kind, place_id, from_day, until_day, source)
select '00000000-0000-7000-8000-0000000030c1', '00000000-0000-7000-8000-0000000000b1', 'operator', id, '2026-10-01', '2026-10-15', 'delegation'
from place where kind = 'school' order by id limit 1;
insert into deputy_role (absence_id, role_id) values ('00000000-0000-7000-8000-0000000016a3', '00000000-0000-7000-8000-0000000030c1');
