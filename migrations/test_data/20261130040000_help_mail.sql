insert into help_mail (id, key, at, from_address, outcome) values
  ('00000000-0000-7000-8000-000000004001', 'a1', '2026-09-15', 'nadia@example.org', 'automatic');
