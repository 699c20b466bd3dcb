insert into project (brand, diagnosis, said_by, said_at) values
  ('e-Ormes', 'Des écoles rurales, loin les unes des autres.', '00000000-0000-7000-8000-0000000000b1', '2026-09-01');
