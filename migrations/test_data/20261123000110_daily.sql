insert into daily (name, day) values ('audiences', '2026-09-15');
