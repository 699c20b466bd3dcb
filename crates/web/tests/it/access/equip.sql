insert into equipment (id, school_id, kind, quantity, owner, said_at) values
  ('00000000-0000-7000-8000-000000e00001', ':tilleuls', 'tablet', 10, 'commune', '2026-09-10'),
  ('00000000-0000-7000-8000-000000e00002', ':tilleuls', 'tablet', 6, 'commune', '2026-09-10');
insert into equipment_rule (id, phase, kind, per, least, said_at) values
  ('00000000-0000-7000-8000-000000e00003', '', 'tablet', 'school', 10, '2026-09-10');
insert into equipment_incident (id, equipment_id, units, what, opened_at) values
  ('00000000-0000-7000-8000-000000e00004', '00000000-0000-7000-8000-000000e00001', 1, 'Écran fendu', '2026-09-11');
insert into purchase_campaign (id, title, adhesion_until, needs_until, made_at, ordered_at) values
  ('00000000-0000-7000-8000-000000e00010', 'Tablettes', '2026-10-01', '2026-10-20', '2026-09-01', null),
  ('00000000-0000-7000-8000-000000e00020', 'Écrans', '2026-09-05', '2026-09-06', '2026-09-01', '2026-09-07'),
  ('00000000-0000-7000-8000-000000e00030', 'Ordinateurs', '2026-10-01', '2026-10-20', '2026-09-01', null),
  ('00000000-0000-7000-8000-000000e00040', 'Bornes', '2026-10-01', '2026-10-20', '2026-09-01', null);
insert into purchase_item (id, campaign_id, kind, label, supplier, reference, unit_cents) values
  ('00000000-0000-7000-8000-000000e00011', '00000000-0000-7000-8000-000000e00010', 'tablet', 'Tablette', 'Exemple', 'T', 20000),
  ('00000000-0000-7000-8000-000000e00021', '00000000-0000-7000-8000-000000e00020', 'board', 'Écran', 'Exemple', 'E', 140000);
insert into purchase_member (campaign_id, commune_id, deliberation, decided_on, recorded_at, validated_at) values
  ('00000000-0000-7000-8000-000000e00010', ':ormes', '2026-50', '2026-09-01', '2026-09-02', null),
  ('00000000-0000-7000-8000-000000e00020', ':ormes', '2026-51', '2026-09-01', '2026-09-02', '2026-09-03'),
  ('00000000-0000-7000-8000-000000e00030', ':ormes', '2026-52', '2026-09-01', '2026-09-02', '2026-09-03');
insert into purchase_need (campaign_id, school_id, article_id, quantity, said_at) values
  ('00000000-0000-7000-8000-000000e00010', ':tilleuls', '00000000-0000-7000-8000-000000e00011', 4, '2026-09-03');
insert into purchase_line (id, campaign_id, commune_id, school_id, article_id, quantity, unit_cents) values
  ('00000000-0000-7000-8000-000000e00022', '00000000-0000-7000-8000-000000e00020', ':ormes', ':tilleuls', '00000000-0000-7000-8000-000000e00021', 3, 140000);
insert into purchase_delivery (id, line_id, quantity, day, said_at) values
  ('00000000-0000-7000-8000-000000e00023', '00000000-0000-7000-8000-000000e00022', 1, '2026-09-10', '2026-09-10');
insert into provider_contract (id, title, provider, reference, from_day, until_day, made_at) values
  ('00000000-0000-7000-8000-000000e00050', 'ENT', 'Exemple SA', '2024-07', '2024-09-01', '2028-08-31', '2026-09-01'),
  ('00000000-0000-7000-8000-000000e00060', 'Ancien ENT', 'Exemple SA', '2020-07', '2020-09-01', '2026-08-31', '2026-09-01');
insert into reversibility_step (id, contract_id, kind, title, owner, due, made_at) values
  ('00000000-0000-7000-8000-000000e00051', '00000000-0000-7000-8000-000000e00050', 'export', 'Export', 'Éditeur', '2028-06-30', '2026-09-01');
insert into reversibility_step (id, contract_id, kind, title, owner, due, made_at, done_on, done_at) values
  ('00000000-0000-7000-8000-000000e00061', '00000000-0000-7000-8000-000000e00060', 'export', 'Export', 'Éditeur', '2026-08-20', '2026-08-01', '2026-08-19', '2026-08-19');
insert into provider_contract (id, title, provider, reference, from_day, until_day, made_at) values
  ('00000000-0000-7000-8000-000000e00070', 'Hébergement', 'Exemple SA', '2025-01', '2025-01-01', '2028-12-31', '2026-09-01');
insert into file (id, sha256, kind, name, media_type, bytes, created_at) values
  ('00000000-0000-7000-8000-000000e00080', decode(repeat('cd', 32), 'hex'), 'document', 'facture.pdf', 'application/pdf', 1200, '2026-09-10');
insert into invoice (id, number, supplier, day, amount_cents, split_by, file_id, made_at) values
  ('00000000-0000-7000-8000-000000e00081', 'F-12', 'Exemple SA', '2026-09-09', 120000, 'flat', '00000000-0000-7000-8000-000000e00080', '2026-09-10');
insert into invoice_share (invoice_id, commune_id, amount_cents) values ('00000000-0000-7000-8000-000000e00081', ':ormes', 120000);
insert into change_request (id, number, kind, title, origin, what, owner, made_at) values
  ('00000000-0000-7000-8000-000000e00090', 1, 'change', 'Mode sombre', 'school', 'Pour les yeux.', 'Éditeur', '2026-09-10');
insert into change_state (id, change_id, state, at) values
  ('00000000-0000-7000-8000-000000e00091', '00000000-0000-7000-8000-000000e00090', 'kept', '2026-09-11');
insert into adhesion (id, name, wave, made_at) values ('00000000-0000-7000-8000-000000e000a1', 'Les Aulnes', 1, '2026-09-01');
insert into adhesion_step (id, adhesion_id, stage, day, at) values
  ('00000000-0000-7000-8000-000000e000a2', '00000000-0000-7000-8000-000000e000a1', 'contacted', '2026-09-01', '2026-09-01');
insert into benefit (id, announced, indicator, made_at) values ('00000000-0000-7000-8000-000000e000b1', 'Acheter ensemble', 'Prix', '2026-09-01');
insert into outreach (id, inside, audience, message, action, owner, day, made_at) values
  ('00000000-0000-7000-8000-000000e000c1', true, 'Directions', 'Ce qui change', 'Réunion', 'IEN', '2026-09-10', '2026-09-01');
