insert into class_session (id, class_id, school_id, opened_by, token_hash, device, opened_at, ends_at) values
  ('00000000-0000-7000-8000-0000000000f1', '00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-0000000000a1',
   '00000000-0000-7000-8000-0000000000b1', '\x01', 'Chromium sur Android', '2026-11-26 08:30+01', '2026-11-26 12:00+01');
insert into session (id, token_hash, person_id, device, kept, created_at, seen_at, ends_at, kind, hard_end, class_session_id) values
  ('00000000-0000-7000-8000-0000000000f2', '\x02', '00000000-0000-7000-8000-0000000000b2', 'Chromium sur Android', false,
   '2026-11-26 09:00+01', '2026-11-26 09:00+01', '2026-11-26 09:15+01', 'class_session', '2026-11-26 09:15+01', '00000000-0000-7000-8000-0000000000f1');
insert into picture_code (person_id, animal, hash, made_at) values
  ('00000000-0000-7000-8000-0000000000b2', 'fox', '$argon2id$', '2026-11-26');
insert into card (person_id, secret_hash, made_at) values ('00000000-0000-7000-8000-0000000000b2', '\x03', '2026-11-26');
insert into pass_phrase (person_id, chosen_at) values ('00000000-0000-7000-8000-0000000000b2', '2026-11-26');
insert into class_way (class_id, school_id, way, set_by, set_at) values
  ('00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-0000000000a1', 'class_session', '00000000-0000-7000-8000-0000000000b1', '2026-11-26');
