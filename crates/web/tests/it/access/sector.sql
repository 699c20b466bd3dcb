insert into college (id, uai, name, town, made_at) values
  ('00000000-0000-7000-8000-0000000021a1', '0809911N', 'Collège des Lilas', 'Ormes-le-Vieux', '2026-09-01');
insert into college_sector (id, college_id, school_id, from_day, source, said_at) values
  ('00000000-0000-7000-8000-0000000021a2', '00000000-0000-7000-8000-0000000021a1', ':tilleuls', '2026-09-01', 'hand', '2026-09-01');
insert into sector_proposal (id, college_id, school_id, attach, at) values
  ('00000000-0000-7000-8000-0000000021a3', '00000000-0000-7000-8000-0000000021a1', ':aulnes', true, '2026-09-14');
insert into college_liaison (id, college_id, kind, day, convened_by, agenda, made_at) values
  ('00000000-0000-7000-8000-0000000021a4', '00000000-0000-7000-8000-0000000021a1', 'council', '2026-09-14', 'le principal et l’IEN', 'Le cycle 3', '2026-09-01');
