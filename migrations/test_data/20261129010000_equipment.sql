insert into equipment (id, school_id, kind, label, quantity, owner, said_by, said_at, bought_on, ends_on) values
  ('00000000-0000-7000-8000-0000000014d1', '00000000-0000-7000-8000-0000000000a1', 'tablet', 'Tablettes 10 pouces', 30, 'commune',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-20', '2023-09-01', '2028-08-31');
insert into equipment_rule (id, phase, kind, per, least, said_at) values
  ('00000000-0000-7000-8000-0000000014d2', 'deployment', 'board', 'class', 1, '2026-09-20');
insert into maintenance_contract (id, commune_id, supplier, covers, phone, from_day, until_day, made_at) values
  ('00000000-0000-7000-8000-0000000014d3', '00000000-0000-7000-8000-0000000013d0', 'Atelier Exemple', 'Tablettes', '01 99 00 10 40',
   '2026-09-01', '2029-08-31', '2026-09-20');
insert into equipment_incident (id, equipment_id, units, what, opened_by, opened_at) values
  ('00000000-0000-7000-8000-0000000014d4', '00000000-0000-7000-8000-0000000014d1', 2, 'Écran fendu',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-21');
