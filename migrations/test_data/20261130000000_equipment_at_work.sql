insert into equipment_incident (id, equipment_id, units, what, opened_at) values
  ('00000000-0000-7000-8000-0000000014d9', '00000000-0000-7000-8000-0000000014d1', 2, 'Écrans fêlés', '2026-10-01');
