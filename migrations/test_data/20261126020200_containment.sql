insert into writing_freeze (id, profile, place_id, message, reason, frozen_at, frozen_by) values
  ('00000000-0000-7000-8000-0000000202a1', 'pupils', '00000000-0000-7000-8000-0000000000a1', 'En pause.', 'Essai', '2026-09-15', '00000000-0000-7000-8000-0000000000b1');
insert into freeze_opening (freeze_id, place_id, opened_at, opened_by) values
  ('00000000-0000-7000-8000-0000000202a1', '00000000-0000-7000-8000-0000000000a2', '2026-09-15', '00000000-0000-7000-8000-0000000000b1');
insert into containment (id, at, by_id, place_id, profiles, drill, accounts, sessions) values
  ('00000000-0000-7000-8000-0000000202a2', '2026-09-15', '00000000-0000-7000-8000-0000000000b1', '00000000-0000-7000-8000-0000000000a1', '{pupils}', true, 1, 0);
insert into containment_person (containment_id, person_id) values
  ('00000000-0000-7000-8000-0000000202a2', '00000000-0000-7000-8000-0000000000b2');
insert into past_session (id, person_id, device, created_at, seen_at) values
  ('00000000-0000-7000-8000-0000000202a3', '00000000-0000-7000-8000-0000000000b1', 'Firefox sur Linux', '2026-09-15', '2026-09-15');
