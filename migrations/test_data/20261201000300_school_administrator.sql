insert into school_administrator (id, school_id, person_id, from_day, until_day, named_by, named_at) values
  ('00000000-0000-7000-8000-000000004201', '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000b1', '2026-09-01',
   '2027-07-05', '00000000-0000-7000-8000-0000000000b1', '2026-09-01');
insert into administrator_waiver (school_id, person_id, reason, at) values
  ('00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000b1', 'Formatrice', '2026-09-01');
