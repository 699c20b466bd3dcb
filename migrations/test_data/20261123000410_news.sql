insert into draft_audience (item_id, audience_id) values
  ('00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000d1');
insert into comment (id, item_id, author_id, body, written_at, written_as) values
  ('00000000-0000-7000-8000-0000000000f2', '00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000b2', 'Bonjour', '2026-09-16', 'pupil');
