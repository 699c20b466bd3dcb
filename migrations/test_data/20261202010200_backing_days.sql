insert into circonscription_backing (id, place_id, function_id, from_day, until_day, said_at)
select '00000000-0000-7000-8000-0000000041a1', place_id, function_id, '2026-08-01', '2026-08-15', '2026-09-01'
from circonscription_backing order by id limit 1;
