insert into known_problem (id, category, concerned, title, happens, since, major, said_by, said_at) values
  ('00000000-0000-7000-8000-000000003011', 'application', 'everyone', 'Photos lentes', 'Elles mettent une minute à s’afficher.',
   '2026-09-15', true, '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
insert into known_problem_news (id, problem_id, text, by_id, at) values
  ('00000000-0000-7000-8000-000000003012', '00000000-0000-7000-8000-000000003011', 'La cause est trouvée.', '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
