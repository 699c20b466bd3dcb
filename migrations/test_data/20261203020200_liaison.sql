insert into college_liaison (id, college_id, kind, day, convened_by, agenda, made_by, made_at, decided, told_by, told_at) values
  ('00000000-0000-7000-8000-0000000022a1', '00000000-0000-7000-8000-0000000021a1', 'council', '2026-09-14', 'le principal et l’IEN', 'Le cycle 3',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-01', 'Une visite en mai', '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
