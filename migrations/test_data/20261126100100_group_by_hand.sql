insert into place (id, kind, name, parent_id, school_id, school_year, by_hand, created_at) values
  ('00000000-0000-7000-8000-0000000010a1', 'group', 'Chorale', '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000a1', 2026, true, '2026-11-20');
insert into role (id, person_id, kind, place_id, school_id, from_day, source) values
  ('00000000-0000-7000-8000-0000000010c2', '00000000-0000-7000-8000-0000000000b2', 'pupil', '00000000-0000-7000-8000-0000000010a1', '00000000-0000-7000-8000-0000000000a1', '2026-11-20', 'head');
