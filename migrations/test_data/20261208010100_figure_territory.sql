insert into figure_territory (scope_id, month, communes, small, unknown, schools, fed, colleges, sister, here) values
  ('00000000-0000-0000-0000-000000000000', '2026-09-01', 1, 0, 0, 1, 0, 0, 0, 0);
