insert into change_request (id, number, kind, title, origin, what, owner, made_at) values
  ('00000000-0000-7000-8000-0000000017d1', 1, 'release', 'Version d’octobre', 'publisher', 'Le cahier multimédia', 'Éditeur', '2026-09-20');
insert into change_state (id, change_id, state, by_id, at) values
  ('00000000-0000-7000-8000-0000000017d2', '00000000-0000-7000-8000-0000000017d1', 'studied', '00000000-0000-7000-8000-0000000000b1', '2026-09-20');
