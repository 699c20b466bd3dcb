insert into accompaniment (school_id, opened_at, companion_id) values
  ('00000000-0000-7000-8000-0000000000a1', '2026-09-14', '00000000-0000-7000-8000-0000000000b1');
insert into accompaniment_part (school_id, kind, planned_minutes) values ('00000000-0000-7000-8000-0000000000a1', 'project', 120);
insert into accompaniment_act (id, school_id, kind, day, minutes, what, by_id, at) values
  ('00000000-0000-7000-8000-0000000015a1', '00000000-0000-7000-8000-0000000000a1', 'project', '2026-09-15', 60, 'Une visite en classe',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
