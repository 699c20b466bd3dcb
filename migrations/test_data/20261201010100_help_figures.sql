insert into figure_help (scope_id, month, part, opened, resolved, still_open, minutes) values
  ('00000000-0000-7000-8000-0000000000a1', '2026-09-01', 'all', 1, 0, 1, null);
insert into figure_help_month (month) values ('2026-08-01');
