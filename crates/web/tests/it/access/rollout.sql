insert into governing_body (id, kind, name, made_at) values ('00000000-0000-7000-8000-0000000000b1', 'technical', 'Comité technique', '2026-09-01');
insert into body_member (id, sits_in, college, name, capacity, from_day) values
  ('00000000-0000-7000-8000-0000000000b2', '00000000-0000-7000-8000-0000000000b1', 'education', 'Odile S.', 'IEN', '2026-09-01'),
  ('00000000-0000-7000-8000-0000000000b3', '00000000-0000-7000-8000-0000000000b1', 'collectivities', 'Jeanne R.', 'maire', '2026-09-01');
insert into body_meeting (id, body_id, day, convened_at) values
  ('00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-0000000000b1', '2026-09-08', '2026-09-01'),
  ('00000000-0000-7000-8000-0000000000c2', '00000000-0000-7000-8000-0000000000b1', '2026-10-06', '2026-09-01');
insert into body_decision (id, meeting_id, year, number, text, made_at) values
  ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-0000000000c1', 2026, 1, 'Ouvrir le blog.', '2026-09-08'),
  ('00000000-0000-7000-8000-0000000000d2', '00000000-0000-7000-8000-0000000000c1', 2026, 2, 'Fermer le forum.', '2026-09-08');
insert into decision_voice (id, decision_id, college, agrees, member_id, at) values
  ('00000000-0000-7000-8000-0000000000d3', '00000000-0000-7000-8000-0000000000d2', 'education', true, '00000000-0000-7000-8000-0000000000b2', '2026-09-08'),
  ('00000000-0000-7000-8000-0000000000d4', '00000000-0000-7000-8000-0000000000d2', 'collectivities', true, '00000000-0000-7000-8000-0000000000b3', '2026-09-08');
insert into meeting_action (id, meeting_id, text, owner_id, due, made_at) values
  ('00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000c1', 'Écrire aux écoles.', '00000000-0000-7000-8000-0000000000b2', '2026-10-01', '2026-09-08');
insert into convention (id, kind, reference, object, from_day, until_day, made_at) values
  ('00000000-0000-7000-8000-0000000000e1', 'schools', '2026-01', 'L’ENT', '2026-09-01', '2029-08-31', '2026-09-01'),
  ('00000000-0000-7000-8000-0000000000f1', 'schools', '2026-02', 'L’ENT', '2026-09-01', '2029-08-31', '2026-09-01');
insert into convention_clause (convention_id, position, theme, title, body) values
  ('00000000-0000-7000-8000-0000000000e1', 1, 'life', 'Durée', 'Trois ans.');
insert into convention_party (id, convention_id, side, name, signatory) values
  ('00000000-0000-7000-8000-0000000000e2', '00000000-0000-7000-8000-0000000000e1', 'carrier', 'Le syndicat', 'la présidente'),
  ('00000000-0000-7000-8000-0000000000e3', '00000000-0000-7000-8000-0000000000e1', 'education', 'La DSDEN', 'l’IA-DASEN');
insert into convention_party (id, convention_id, side, name, signatory, signed_on, signed_by, recorded_at) values
  ('00000000-0000-7000-8000-0000000000f2', '00000000-0000-7000-8000-0000000000f1', 'carrier', 'Le syndicat', 'la présidente', '2026-09-02', 'Jeanne Roche', '2026-09-02'),
  ('00000000-0000-7000-8000-0000000000f3', '00000000-0000-7000-8000-0000000000f1', 'education', 'La DSDEN', 'l’IA-DASEN', '2026-09-02', 'Luc Faur', '2026-09-02');
insert into funding_commitment (id, commune_id, deliberation, decided_on, pupil_accounts, price_cents, from_day, until_day, made_at) values
  ('00000000-0000-7000-8000-000000000071', ':ormes', '2026-41', '2026-06-20', 300, 450, '2026-09-01', '2029-08-31', '2026-09-01');
insert into cost_statement (id, school_year, title, total_cents, split_by, made_at) values
  ('00000000-0000-7000-8000-000000000081', 2026, 'Licence', 500000, 'flat', '2026-09-10');
insert into cost_line (statement_id, commune_id, basis, amount_cents) values ('00000000-0000-7000-8000-000000000081', ':ormes', 1, 500000);
insert into funding_grant (id, name, funder, rate, eligible, eligible_cents, from_day, until_day, made_at) values
  ('00000000-0000-7000-8000-000000000091', 'Socle', 'État', 50, 'Services', 4000000, '2026-09-01', '2028-08-31', '2026-09-01');
insert into grant_claim (id, grant_id, day, spent_cents, evidence, made_at) values
  ('00000000-0000-7000-8000-000000000092', '00000000-0000-7000-8000-000000000091', '2026-09-02', 100000, 'Facture 12', '2026-09-02');
insert into grant_indicator (id, grant_id, title, target, said_at) values
  ('00000000-0000-7000-8000-000000000093', '00000000-0000-7000-8000-000000000091', 'Classes équipées', 40, '2026-09-02');

insert into person (id, first_name, last_name, created_at) values ('00000000-0000-7000-8000-0000000000ad', 'Solène', 'Arnaud', '2026-09-01');
insert into account (person_id, login, state, created_at) values ('00000000-0000-7000-8000-0000000000ad', 'solene.arnaud', 'active', '2026-09-01');
insert into role (id, person_id, kind, place_id, from_day, source) values
  (gen_random_uuid(), '00000000-0000-7000-8000-0000000000ad', 'legal_adviser', ':ormes', '2026-09-01', 'delegation');
insert into person (id, first_name, last_name, created_at) values ('00000000-0000-7000-8000-0000000000ae', 'Irène', 'Costa', '2026-09-01');
insert into account (person_id, login, state, created_at) values ('00000000-0000-7000-8000-0000000000ae', 'irene.costa', 'active', '2026-09-01');
insert into role (id, person_id, kind, place_id, from_day, source) values
  (gen_random_uuid(), '00000000-0000-7000-8000-0000000000ae', 'national', ':ormes', '2026-09-01', 'delegation');
insert into school_administrator (id, school_id, person_id, from_day, named_at) values
  ('00000000-0000-7000-8000-0000000000af', ':tilleuls', ':roy', '2026-09-01', '2026-09-01');
insert into domain_rule (suffixes, addresses, said_at) values ('{ent.example.org}', '{198.51.100.7}', '2026-09-01');
insert into domain_request (id, place_id, name, proposed_at, accepted, decided_at) values
  ('00000000-0000-7000-8000-0000000000f1', ':ormes', 'a.ent.example.org', '2026-09-01', null, null),
  ('00000000-0000-7000-8000-0000000000f2', ':ormes', 'b.ent.example.org', '2026-09-01', true, '2026-09-02');

insert into requirement_catalogue (id, title, version, source, source_day, made_at) values
  ('00000000-0000-7000-8000-0000000000e1', 'Catalogue', '1', 'Le projet', '2026-09-01', '2026-09-01'),
  ('00000000-0000-7000-8000-0000000000e2', 'Catalogue', '2', 'Le projet', '2026-09-01', '2026-09-02');
insert into requirement (id, catalogue_id, code, family, level, text, added_at, accepted, decided_at) values
  ('00000000-0000-7000-8000-0000000000e3', '00000000-0000-7000-8000-0000000000e1', 'FUN-01', 'technical', 'must', 'Un portail.', '2026-09-01', true, '2026-09-01'),
  ('00000000-0000-7000-8000-0000000000e4', '00000000-0000-7000-8000-0000000000e2', 'FUN-02', 'technical', 'must', 'Des droits.', '2026-09-01', null, null),
  ('00000000-0000-7000-8000-0000000000e5', '00000000-0000-7000-8000-0000000000e2', 'FUN-03', 'technical', 'must', 'Un fil.', '2026-09-01', null, null);
insert into requirement_voice (requirement_id, party_id, agrees, at)
  select '00000000-0000-7000-8000-0000000000e4', id, true, '2026-09-01' from party limit 1;
insert into legal_notice (id, title, text, reference, checked_on, owner, at) values
  ('00000000-0000-7000-8000-0000000000e6', 'Image', 'Une permission.', 'Code civil, art. 9', '2026-09-01', 'Le DPO', '2026-09-01');

insert into governing_body (id, kind, name, reports_to, made_at) values
  ('00000000-0000-7000-8000-0000000000b4', 'reference', 'Groupe d’un département', '00000000-0000-7000-8000-0000000000b1', '2026-09-01'),
  ('00000000-0000-7000-8000-0000000000b7', 'reference', 'Groupe d’un autre', '00000000-0000-7000-8000-0000000000b1', '2026-09-01');
insert into body_member (id, sits_in, college, name, capacity, from_day) values
  ('00000000-0000-7000-8000-0000000000b5', '00000000-0000-7000-8000-0000000000b4', 'education', 'Ana R.', 'référente', '2026-09-01');
insert into body_report (id, body_id, to_id, title, text, from_day, until_day, member_id, at) values
  ('00000000-0000-7000-8000-0000000000b6', '00000000-0000-7000-8000-0000000000b4', '00000000-0000-7000-8000-0000000000b1', 'La rentrée', 'Trois écoles.',
   '2026-09-01', '2026-09-10', '00000000-0000-7000-8000-0000000000b5', '2026-09-11');
insert into decision_sent (decision_id, body_id, at) values
  ('00000000-0000-7000-8000-0000000000d2', '00000000-0000-7000-8000-0000000000b4', '2026-09-09');
insert into party (id, kind, name, added_at) values ('00000000-0000-7000-8000-0000000000a7', 'department', 'Département', '2026-09-01');
insert into party_contact (id, party_id, first_name, last_name, email, main, added_at) values
  ('00000000-0000-7000-8000-0000000000a8', '00000000-0000-7000-8000-0000000000a7', 'Luc', 'Adam', 'luc.adam@example.org', true, '2026-09-01');
insert into newsletter (id, title, text, kinds, made_at) values
  ('00000000-0000-7000-8000-0000000000a9', 'La rentrée', 'Cinq écoles.', '{department}', '2026-09-01');
