insert into place (id, kind, name, created_at) values ('00000000-0000-7000-8000-0000000000a0', 'circonscription', 'Val d’Ormes', '2026-09-01');
insert into place (id, kind, name, parent_id, school_id, created_at) values
  ('00000000-0000-7000-8000-0000000000a1', 'school', 'Les Tilleuls', '00000000-0000-7000-8000-0000000000a0', '00000000-0000-7000-8000-0000000000a1', '2026-09-01');
insert into place (id, kind, name, school_id, school_year, created_at) values
  ('00000000-0000-7000-8000-0000000000a2', 'class', 'CP', '00000000-0000-7000-8000-0000000000a1', 2026, '2026-09-01');
insert into person (id, last_name, first_name, created_at) values
  ('00000000-0000-7000-8000-0000000000b1', 'ROY', 'Alix', '2026-09-01'),
  ('00000000-0000-7000-8000-0000000000b2', 'LE GOFF', 'Tom', '2026-09-01');
insert into role (id, person_id, kind, place_id, school_id, from_day, source) values
  ('00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-0000000000b1', 'teacher', '00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-0000000000a1', '2026-09-01', 'self'),
  ('00000000-0000-7000-8000-0000000000c2', '00000000-0000-7000-8000-0000000000b2', 'pupil', '00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-0000000000a1', '2026-09-01', 'feed');
insert into account (person_id, login, state, created_at) values ('00000000-0000-7000-8000-0000000000b1', 'alix.roy', 'to_activate', '2026-09-01');
insert into audience (id, kind, place_id, school_id) values
  ('00000000-0000-7000-8000-0000000000d1', 'class_pupils', '00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-0000000000a1');
insert into audience_member (audience_id, person_id) values ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-0000000000b2');
insert into item (id, kind, author_id, school_year, created_at, published_at) values
  ('00000000-0000-7000-8000-0000000000e1', 'post', '00000000-0000-7000-8000-0000000000b1', 2026, '2026-09-15', '2026-09-15');
insert into share (item_id, audience_id, level, published_at) values
  ('00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000d1', 'read', '2026-09-15');
