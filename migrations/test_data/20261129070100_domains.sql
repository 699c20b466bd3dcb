insert into domain_rule (suffixes, addresses, said_at) values ('{ent.example.org}', '{198.51.100.7}', '2026-09-01');
insert into domain_request (id, name, proposed_at, accepted, decided_at) values
  ('00000000-0000-7000-8000-000000007100', 'tilleuls.ent.example.org', '2026-09-01', true, '2026-09-02');
insert into domain_try (id, request_id, at, reached, sentence) values
  ('00000000-0000-7000-8000-000000007101', '00000000-0000-7000-8000-000000007100', '2026-09-02', 'nothing', 'Le nom n’existe pas encore.');
