insert into college (id, uai, name, town, made_by, made_at) values
  ('00000000-0000-7000-8000-0000000021a1', '0809911N', 'Collège des Lilas', 'Ormes', '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
insert into college_sector (id, college_id, school_id, from_day, source, said_by, said_at) values
  ('00000000-0000-7000-8000-0000000021a2', '00000000-0000-7000-8000-0000000021a1', '00000000-0000-7000-8000-0000000000a1', '2026-09-01', 'hand',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
insert into sector_proposal (id, college_id, school_id, attach, note, by_id, at) values
  ('00000000-0000-7000-8000-0000000021a3', '00000000-0000-7000-8000-0000000021a1', '00000000-0000-7000-8000-0000000000a1', false, 'La carte scolaire change',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
update joint_space set college_id = '00000000-0000-7000-8000-0000000021a1';
insert into contact_log (id, college_id, kind, day, subject, at) values
  ('00000000-0000-7000-8000-0000000021a4', '00000000-0000-7000-8000-0000000021a1', 'college_visit', '2026-09-15', 'Le CDI', '2026-09-15');
