insert into year_turn (id, school_id, school_year, state, made_by, made_at) values
  ('00000000-0000-7000-8000-0000000000e4', '00000000-0000-7000-8000-0000000000a1', 2027, 'draft', '00000000-0000-7000-8000-0000000000b1', '2027-06-01');
insert into year_turn_class (id, turn_id, name, levels) values
  ('00000000-0000-7000-8000-0000000000e5', '00000000-0000-7000-8000-0000000000e4', 'CE1', '{CE1}');
insert into year_turn_pupil (turn_id, person_id, class_id, level) values
  ('00000000-0000-7000-8000-0000000000e4', '00000000-0000-7000-8000-0000000000b2', '00000000-0000-7000-8000-0000000000e5', 'CE1');
insert into year_turn_teacher (turn_id, class_id, person_id) values
  ('00000000-0000-7000-8000-0000000000e4', '00000000-0000-7000-8000-0000000000e5', '00000000-0000-7000-8000-0000000000b1');
insert into year_turn_change (turn_id, what, person_id, word) values
  ('00000000-0000-7000-8000-0000000000e4', 'level', '00000000-0000-7000-8000-0000000000b2', 'CP');
