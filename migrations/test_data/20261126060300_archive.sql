insert into archive_member (audience_id, person_id) values
  ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-0000000000b2');
insert into audience_stay (audience_id, person_id, until_day) values
  ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-0000000000b2', '2026-10-01');
