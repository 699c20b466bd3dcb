insert into retention_run (day, rule, at, removed) values ('2026-09-15', 'sessions', '2026-09-15', 3);
