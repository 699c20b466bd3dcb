insert into canned_answer (id, category, title, text, written_by, written_at) values
  ('00000000-0000-7000-8000-000000004011', 'accounts', 'Nouvelle fiche', 'Bonjour {qui}', '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
