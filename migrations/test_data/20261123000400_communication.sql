insert into post (item_id, body) values ('00000000-0000-7000-8000-0000000000e1', 'Bonjour');
insert into comment (id, item_id, author_id, body, written_at) values
  ('00000000-0000-7000-8000-0000000000f1', '00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000b1', 'Merci', '2026-09-15');
