insert into erasure_hold (person_id, reason, held_by, held_at) values
  ('00000000-0000-7000-8000-0000000000b2', 'Réclamation en cours', '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
insert into objection (person_id, made_by, made_at) values
  ('00000000-0000-7000-8000-0000000000b2', '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
