insert into place (id, kind, name, created_at) values ('00000000-0000-7000-8000-0000000013d0', 'commune', 'Villeneuve', '2026-09-01');
insert into funding_commitment (id, commune_id, deliberation, decided_on, pupil_accounts, price_cents, from_day, until_day, made_at) values
  ('00000000-0000-7000-8000-0000000013d1', '00000000-0000-7000-8000-0000000013d0', '2026-41', '2026-06-20', 300, 450, '2026-09-01', '2029-08-31', '2026-09-01');
insert into cost_statement (id, school_year, title, total_cents, split_by, made_at) values
  ('00000000-0000-7000-8000-0000000013d2', 2026, 'Licence', 500000, 'account', '2026-09-20');
insert into cost_line (statement_id, commune_id, basis, amount_cents) values
  ('00000000-0000-7000-8000-0000000013d2', '00000000-0000-7000-8000-0000000013d0', 280, 500000);
insert into funding_grant (id, name, funder, rate, eligible, eligible_cents, from_day, until_day, made_at) values
  ('00000000-0000-7000-8000-0000000013d3', 'Socle numérique', 'État', 50, 'Services et ressources', 4000000, '2026-09-01', '2028-08-31', '2026-09-01');
insert into grant_claim (id, grant_id, day, spent_cents, evidence, made_at) values
  ('00000000-0000-7000-8000-0000000013d4', '00000000-0000-7000-8000-0000000013d3', '2026-09-30', 100000, 'Facture 12', '2026-09-30');
insert into grant_indicator (id, grant_id, title, target, said_at) values
  ('00000000-0000-7000-8000-0000000013d5', '00000000-0000-7000-8000-0000000013d3', 'Classes équipées', 40, '2026-09-30');
