insert into circonscription_backing (id, place_id, function_id, from_day, said_at)
select '00000000-0000-7000-8000-0000000030e1', id, '00000000-0000-7000-8000-0000000016a2', '2026-09-01', '2026-09-01' from place order by id limit 1;
insert into backing_act (id, place_id, day, what, by_id, at)
select '00000000-0000-7000-8000-0000000030e2', id, '2026-09-10', 'Une réunion des directions', '00000000-0000-7000-8000-0000000000b1', '2026-09-10'
from place order by id limit 1;
