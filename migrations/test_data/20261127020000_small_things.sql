insert into erasure_count (day, school_id, never_came, people) values
  ('2026-09-14', '00000000-0000-7000-8000-0000000000a1', true, 2), ('2026-09-14', null, false, 1);
select end_joint_teaching('2026-09-15');
