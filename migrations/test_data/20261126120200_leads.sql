insert into person (id, last_name, first_name, created_at) values
  ('00000000-0000-7000-8000-000000012021', 'RENN', 'Aude', '2026-11-26');
insert into role (id, person_id, kind, place_id, school_id, from_day, until_day, source, tools)
select gen_random_uuid(), '00000000-0000-7000-8000-000000012021', 'substitute', id, school_id, '2026-11-26', '2026-11-28', 'delegation',
  array['feed_read', 'teach'] from place where kind = 'class' limit 1;
