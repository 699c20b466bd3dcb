insert into invitation (id, person_id, channel, asked_by, asked_at)
select gen_random_uuid(), id, 'paper', id, '2026-09-01' from person limit 2;
insert into came (person_id, week) select id, '2026-08-31' from person limit 1;
