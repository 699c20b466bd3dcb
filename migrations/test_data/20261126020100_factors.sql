insert into authenticator (person_id, secret, last_step, since) values
  ('00000000-0000-7000-8000-0000000000b1', '\x00', 59000000, '2026-09-15');
insert into passkey (id, person_id, credential_id, credential, name, since) values
  ('00000000-0000-7000-8000-0000000201a1', '00000000-0000-7000-8000-0000000000b1', '\x0201', '{}', 'Mon téléphone', '2026-09-15');
insert into passkey_answer (hash, ends_at) values ('\x0201', '2026-09-15');
insert into recovery_code (person_id, code_hash) values ('00000000-0000-7000-8000-0000000000b1', '\x0201');
insert into known_device (id, person_id, token_hash, device, since, seen_at) values
  ('00000000-0000-7000-8000-0000000201a2', '00000000-0000-7000-8000-0000000000b1', '\x0201', 'Firefox sur Linux', '2026-09-15', '2026-09-15');
insert into not_me_link (token_hash, person_id, ends_at) values
  ('\x0201', '00000000-0000-7000-8000-0000000000b1', '2026-10-15');
insert into security_alert (id, at, kind, person_id, seen_at, seen_by) values
  ('00000000-0000-7000-8000-0000000201a3', '2026-09-15', 'not_me', '00000000-0000-7000-8000-0000000000b1', '2026-09-16', '00000000-0000-7000-8000-0000000000b2');
