insert into role (id, person_id, kind, place_id, from_day, source)
select '00000000-0000-7000-8000-000000004301', '00000000-0000-7000-8000-0000000000b1', 'national', id, '2026-09-01', 'delegation'
from place order by id limit 1;
