insert into former_login (login, person_id, since) values ('tom.legoff2', '00000000-0000-7000-8000-0000000000b2', '2026-11-26');
insert into person_merge (id, kept_id, gone_id, merged_at, journal) values
  ('00000000-0000-7000-8000-0000000000f7', '00000000-0000-7000-8000-0000000000b2', '00000000-0000-7000-8000-0000000000f8', '2026-11-26', '{"steps": []}');
insert into duplicate_doubt (id, person_a, person_b, reason, found_at) values
  ('00000000-0000-7000-8000-0000000000f9', '00000000-0000-7000-8000-0000000000b1', '00000000-0000-7000-8000-0000000000b2', 'name_and_child', '2026-11-26');
