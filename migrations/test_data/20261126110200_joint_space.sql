insert into place (id, kind, name, parent_id, school_id, school_year, created_at) values
  ('00000000-0000-7000-8000-0000000000a9', 'group', 'CM2 et 6e B', '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000a1', 2027, '2027-06-01');
insert into joint_space (place_id, class_id, school_id, college, college_class, until_day, opened_by, opened_at) values
  ('00000000-0000-7000-8000-0000000000a9', '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000a1', 'Collège des Lilas', '6e B', '2027-12-31', '00000000-0000-7000-8000-0000000000b1', '2027-06-01');
