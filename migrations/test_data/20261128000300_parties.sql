insert into party (id, kind, name, part, added_by, added_at) values
  ('00000000-0000-7000-8000-0000000010e1', 'syndicate', 'Syndicat scolaire des Trois Vallées', 'carrier', '00000000-0000-7000-8000-0000000000b1', '2026-09-01');
insert into party_contact (id, party_id, first_name, last_name, main, person_id, added_by, added_at) values
  ('00000000-0000-7000-8000-0000000010e2', '00000000-0000-7000-8000-0000000010e1', 'Mireille', 'Pons', true, '00000000-0000-7000-8000-0000000000b1',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-01');
insert into party_contribution (party_id, kind) values ('00000000-0000-7000-8000-0000000010e1', 'funds');
insert into objective (id, statement, indicator, target, review_on, owner_id, said_by, said_at) values
  ('00000000-0000-7000-8000-0000000010e3', 'Que chaque famille suive la classe', 'Familles atteintes', '90 %', '2027-06-30',
   '00000000-0000-7000-8000-0000000010e1', '00000000-0000-7000-8000-0000000000b1', '2026-09-01');
insert into responsibility (activity, family, letter, said_by, said_at) values
  ('training', 'education', 'A', '00000000-0000-7000-8000-0000000000b1', '2026-09-01');
insert into phase_decision (id, kind, go, from_year, decided_on, reason, by_id, at) values
  ('00000000-0000-7000-8000-0000000010e4', 'experimentation', true, 2026, '2026-09-01', 'Sept classes volontaires.',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-01');
