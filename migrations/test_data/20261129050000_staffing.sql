insert into staff_function (id, kind, person_id, scope, department, percent, from_day, made_at) values
  ('00000000-0000-7000-8000-0000000016a1', 'cpd', '00000000-0000-7000-8000-0000000000b1', 'department', '80', 50, '2026-09-01', '2026-09-10'),
  ('00000000-0000-7000-8000-0000000016a2', 'ien_numerique', null, 'department', '80', 100, '2026-09-01', '2026-09-10');
insert into staff_absence (id, function_id, deputy_id, from_day, until_day) values
  ('00000000-0000-7000-8000-0000000016a3', '00000000-0000-7000-8000-0000000016a1', '00000000-0000-7000-8000-0000000016a2', '2026-10-01', '2026-10-15');
insert into staffing_threshold (scope, schools, said_at) values ('circonscription', 40, '2026-09-10');
insert into publisher_referent (rank, contact_id, hours)
select 1, id, '8 h – 18 h' from party_contact order by id limit 1;
