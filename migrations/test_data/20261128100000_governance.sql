insert into governing_body (id, kind, name, made_by, made_at) values
  ('00000000-0000-7000-8000-0000000011d1', 'technical', 'Comité technique', '00000000-0000-7000-8000-0000000000b1', '2026-09-10');
insert into body_member (id, sits_in, college, name, capacity, person_id, from_day) values
  ('00000000-0000-7000-8000-0000000011d2', '00000000-0000-7000-8000-0000000011d1', 'education', '', 'direction',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-10'),
  ('00000000-0000-7000-8000-0000000011d3', '00000000-0000-7000-8000-0000000011d1', 'collectivities', 'Jeanne Roche', 'maire', null, '2026-09-10');
insert into body_meeting (id, body_id, day, convened_at) values
  ('00000000-0000-7000-8000-0000000011d4', '00000000-0000-7000-8000-0000000011d1', '2026-10-06', '2026-09-12');
insert into meeting_presence (meeting_id, member_id) values
  ('00000000-0000-7000-8000-0000000011d4', '00000000-0000-7000-8000-0000000011d2');
insert into meeting_point (id, meeting_id, source, title, added_at) values
  ('00000000-0000-7000-8000-0000000011d5', '00000000-0000-7000-8000-0000000011d4', 'typed', 'La version d’octobre', '2026-09-12');
insert into body_decision (id, meeting_id, year, number, text, made_at) values
  ('00000000-0000-7000-8000-0000000011d6', '00000000-0000-7000-8000-0000000011d4', 2026, 1, 'Ouvrir le blog.', '2026-10-06');
insert into decision_voice (id, decision_id, college, agrees, member_id, at) values
  ('00000000-0000-7000-8000-0000000011d7', '00000000-0000-7000-8000-0000000011d6', 'education', true,
   '00000000-0000-7000-8000-0000000011d2', '2026-10-06');
insert into decision_follow_up (id, decision_id, state, at) values
  ('00000000-0000-7000-8000-0000000011d8', '00000000-0000-7000-8000-0000000011d6', 'under_way', '2026-10-08');
insert into meeting_action (id, meeting_id, text, owner_id, due, made_at) values
  ('00000000-0000-7000-8000-0000000011d9', '00000000-0000-7000-8000-0000000011d4', 'Écrire aux écoles.',
   '00000000-0000-7000-8000-0000000011d3', '2026-10-16', '2026-10-06');
