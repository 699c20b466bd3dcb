insert into convention (id, kind, reference, object, from_day, until_day, made_by, made_at) values
  ('00000000-0000-7000-8000-0000000012d1', 'schools', '2026-01', 'Déployer l’ENT', '2026-09-01', '2029-08-31',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-01');
insert into convention_clause (convention_id, position, theme, title, body) values
  ('00000000-0000-7000-8000-0000000012d1', 1, 'commitments', 'Objet', 'Les parties…');
insert into convention_party (id, convention_id, side, name, signatory) values
  ('00000000-0000-7000-8000-0000000012d2', '00000000-0000-7000-8000-0000000012d1', 'education', 'DSDEN', 'l’IA-DASEN');
insert into convention_annex (id, convention_id, school_year, number, made_at) values
  ('00000000-0000-7000-8000-0000000012d3', '00000000-0000-7000-8000-0000000012d1', 2026, 1, '2026-09-01');
insert into convention_school (annex_id, school_id) values
  ('00000000-0000-7000-8000-0000000012d3', '00000000-0000-7000-8000-0000000000a1');
insert into convention_amendment (id, convention_id, number, object, signed_on, made_at) values
  ('00000000-0000-7000-8000-0000000012d4', '00000000-0000-7000-8000-0000000012d1', 1, 'Le logo', '2026-10-01', '2026-10-01');
