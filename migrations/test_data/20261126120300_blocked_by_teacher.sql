insert into person (id, last_name, first_name, created_at) values
  ('00000000-0000-7000-8000-000000012031', 'ROUX', 'Noé', '2026-11-26');
insert into account (person_id, login, state, created_at, blocked_by_teacher) values
  ('00000000-0000-7000-8000-000000012031', 'noe.roux.12031', 'blocked', '2026-11-26', true);
