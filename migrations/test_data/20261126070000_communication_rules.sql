insert into communication_rules (school_id, preset, exceptions, decided_by, decided_at) values
  ('00000000-0000-7000-8000-0000000000a1', 'adults_open', '{teachers>circonscription}', '00000000-0000-7000-8000-0000000000b1', '2026-11-26');
