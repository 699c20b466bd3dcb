insert into figure_scope (id, kind, name, code) values
  ('00000000-0000-0000-0000-000000000000', 'project', 'Le projet', null),
  ('00000000-0000-7000-8000-0000000000a1', 'school', 'Les Tilleuls', '0809901A'),
  ('00000000-0000-7000-8000-0000000020d1', 'perimeter', 'Communes engagées', null);
insert into figure_part (whole_id, kind, part_id) values
  ('00000000-0000-0000-0000-000000000000', 'school', '00000000-0000-7000-8000-0000000000a1'),
  ('00000000-0000-7000-8000-0000000020d1', 'school', '00000000-0000-7000-8000-0000000000a1');
insert into figure_commune (insee, name, population) values ('80998', 'Ormes-le-Vieux', 33000);
insert into figure_taken (month, day, at, took_ms) values ('2026-09-01', '2026-09-15', '2026-09-15', 12);
insert into figure_account (scope_id, month, profile, band, potential, created, activated, active) values
  ('00000000-0000-7000-8000-0000000000a1', '2026-09-01', 'pupil', 'all', 1, 1, 0, 0);
insert into figure_week (scope_id, week, profile, band, potential, active) values
  ('00000000-0000-7000-8000-0000000000a1', '2026-09-14', 'pupil', 'all', 1, 0);
insert into figure_class (scope_id, month, band, classes, deployed, schools, whole) values
  ('00000000-0000-7000-8000-0000000000a1', '2026-09-01', 'all', 1, 0, 1, 0);
insert into figure_family (scope_id, month, band, pupils, reached, wholly, apart, households, households_reached) values
  ('00000000-0000-7000-8000-0000000000a1', '2026-09-01', 'all', 1, 0, 0, 0, 1, 0);
insert into figure_service (scope_id, month, service, profile, acts) values
  ('00000000-0000-7000-8000-0000000000a1', '2026-09-01', 'feed', 'teacher', 3);
insert into figure_service_day (day) values ('2026-09-14');
insert into figure_perimeter (id, of_scope, kept_on, kept_at, kept_by) values
  ('00000000-0000-7000-8000-0000000020d1', '00000000-0000-0000-0000-000000000000', '2026-09-15', '2026-09-15', '00000000-0000-7000-8000-0000000000b1');
insert into figure_perimeter_potential (perimeter_id, profile, band, potential) values
  ('00000000-0000-7000-8000-0000000020d1', 'pupil', 'all', 1);
insert into figure_past (scope_id, school_year, band, classes, deployed, source, said_by, said_at) values
  ('00000000-0000-0000-0000-000000000000', 2007, 'elementary', 100, 3, 'Rapport d’activité', '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
