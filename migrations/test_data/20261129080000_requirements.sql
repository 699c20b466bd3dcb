insert into requirement_catalogue (id, title, version, source, source_day, made_at) values
  ('00000000-0000-7000-8000-000000008000', 'Catalogue', '1', 'Le projet', '2026-09-01', '2026-09-01');
insert into requirement (id, catalogue_id, code, family, level, text, added_at, accepted, decided_at) values
  ('00000000-0000-7000-8000-000000008001', '00000000-0000-7000-8000-000000008000', 'FUN-01', 'technical', 'must', 'Un portail.', '2026-09-01', true, '2026-09-01');
insert into party (id, kind, name, added_at) values ('00000000-0000-7000-8000-000000008002', 'partner', 'Partenaire', '2026-09-01');
insert into requirement_voice (requirement_id, party_id, agrees, at) values
  ('00000000-0000-7000-8000-000000008001', '00000000-0000-7000-8000-000000008002', true, '2026-09-01');
insert into requirement_comment (id, requirement_id, text, at) values
  ('00000000-0000-7000-8000-000000008003', '00000000-0000-7000-8000-000000008001', 'Oui.', '2026-09-01');
insert into conformity (id, requirement_id, state, at) values
  ('00000000-0000-7000-8000-000000008004', '00000000-0000-7000-8000-000000008001', 'partial', '2026-09-01');
insert into bidder (id, catalogue_id, name, added_at) values
  ('00000000-0000-7000-8000-000000008005', '00000000-0000-7000-8000-000000008000', 'Solution A', '2026-09-01');
insert into bidder_answer (bidder_id, requirement_id, state) values
  ('00000000-0000-7000-8000-000000008005', '00000000-0000-7000-8000-000000008001', 'covered');
insert into legal_notice (id, title, text, reference, checked_on, owner, at) values
  ('00000000-0000-7000-8000-000000008006', 'Image', 'Une permission.', 'Code civil, art. 9', '2026-09-01', 'Le DPO', '2026-09-01');
