insert into joining (id, school_id, begun_at, begun_by) values
  ('00000000-0000-7000-8000-0000000010d1', '00000000-0000-7000-8000-0000000000a1', '2026-09-10', '00000000-0000-7000-8000-0000000000b1');
insert into joining_step (id, joining_id, step, by_id, as_role, at, note, subject_id) values
  ('00000000-0000-7000-8000-0000000010d2', '00000000-0000-7000-8000-0000000010d1', 'interest', '00000000-0000-7000-8000-0000000000b1',
   'direction', '2026-09-10', 'Toute l’équipe en parle.', '00000000-0000-7000-8000-0000000000b1');
