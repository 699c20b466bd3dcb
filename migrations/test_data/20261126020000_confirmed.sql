insert into session (id, token_hash, person_id, device, kept, created_at, seen_at, ends_at, confirmed_until) values
  ('00000000-0000-7000-8000-0000000200a1', '\x0200', '00000000-0000-7000-8000-0000000000b1', 'Firefox sur Linux', true,
   '2026-09-15', '2026-09-15', '2026-10-15', '2026-09-15 00:30');
