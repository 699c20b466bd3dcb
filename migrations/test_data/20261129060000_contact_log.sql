insert into contact_log (id, school_id, kind, day, subject, by_id, at, again_on) values
  ('00000000-0000-7000-8000-0000000019a1', '00000000-0000-7000-8000-0000000000a1', 'field_visit', '2026-09-15', 'Le tableau de la salle 3',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-15', '2026-10-01');
