insert into provider_contract (id, title, provider, reference, from_day, until_day, made_at) values
  ('00000000-0000-7000-8000-0000000016d1', 'ENT du premier degré', 'Exemple SA', '2024-07', '2024-09-01', '2028-08-31', '2026-09-20');
insert into contract_extension (id, contract_id, until_day, reason, signed_on, made_at) values
  ('00000000-0000-7000-8000-0000000016d2', '00000000-0000-7000-8000-0000000016d1', '2029-08-31', 'Une année de plus', '2026-09-20', '2026-09-20');
insert into reversibility_step (id, contract_id, kind, title, owner, due, made_at) values
  ('00000000-0000-7000-8000-0000000016d3', '00000000-0000-7000-8000-0000000016d1', 'export', 'Données de chaque école', 'Éditeur', '2029-06-30', '2026-09-20');
insert into file (id, sha256, kind, name, media_type, bytes, created_at) values
  ('00000000-0000-7000-8000-0000000016d4', decode(repeat('ab', 32), 'hex'), 'document', 'facture.pdf', 'application/pdf', 1200, '2026-09-20');
insert into invoice (id, number, supplier, day, amount_cents, contract_id, split_by, file_id, made_at) values
  ('00000000-0000-7000-8000-0000000016d5', 'F-12', 'Exemple SA', '2026-09-19', 120000, '00000000-0000-7000-8000-0000000016d1', 'flat',
   '00000000-0000-7000-8000-0000000016d4', '2026-09-20');
insert into invoice_share (invoice_id, commune_id, amount_cents) values
  ('00000000-0000-7000-8000-0000000016d5', '00000000-0000-7000-8000-0000000013d0', 120000);
