insert into person (id, last_name, first_name, created_at) values
  ('00000000-0000-7000-8000-0000000008a1', 'LE GOFF', 'Zoé', '2026-11-26');
