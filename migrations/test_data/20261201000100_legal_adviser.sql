insert into role (id, person_id, kind, place_id, from_day, source)
select '00000000-0000-7000-8000-000000004001', '00000000-0000-7000-8000-0000000000b1', 'legal_adviser', id, '2026-09-01', 'delegation'
from place order by id limit 1;
insert into legal_opinion (id, kind, of_id, position, text, validated, note, by_id, at) values
  ('00000000-0000-7000-8000-000000004002', 'clause', '00000000-0000-7000-8000-0000000012d1', 1, 'Objet', false, 'À préciser',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-10'),
  ('00000000-0000-7000-8000-000000004003', 'charter', null, null, 'La charte', true, '', null, '2026-09-10');
