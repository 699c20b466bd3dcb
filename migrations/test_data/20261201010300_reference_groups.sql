insert into governing_body (id, kind, name, reports_to, made_at) values
  ('00000000-0000-7000-8000-0000000041d1', 'reference', 'Groupe du département', '00000000-0000-7000-8000-0000000011d1', '2026-09-10');
insert into body_member (id, sits_in, college, name, capacity, from_day) values
  ('00000000-0000-7000-8000-0000000041d2', '00000000-0000-7000-8000-0000000041d1', 'education', 'Ana Ruiz', 'référente', '2026-09-10');
insert into body_report (id, body_id, to_id, title, text, from_day, until_day, member_id, at) values
  ('00000000-0000-7000-8000-0000000041d3', '00000000-0000-7000-8000-0000000041d1', '00000000-0000-7000-8000-0000000011d1',
   'La rentrée', 'Trois écoles ont ouvert.', '2026-09-01', '2026-09-30', '00000000-0000-7000-8000-0000000041d2', '2026-10-01');
insert into decision_sent (decision_id, body_id, at) values
  ('00000000-0000-7000-8000-0000000011d6', '00000000-0000-7000-8000-0000000041d1', '2026-10-07');
insert into decision_noted (id, decision_id, body_id, text, member_id, at) values
  ('00000000-0000-7000-8000-0000000041d4', '00000000-0000-7000-8000-0000000011d6', '00000000-0000-7000-8000-0000000041d1',
   'Une formation en novembre.', '00000000-0000-7000-8000-0000000041d2', '2026-10-09');
