insert into sheet_run (id, asked_by, whom, form, also_active, asked_at, unmailed)
select '019ab000-0000-7000-8000-000000000033', id, 'families', 'slips', false, '2026-11-26', true from person limit 1;
insert into sheet_part (id, run_id, place_id, slips, mailed, done_at)
select gen_random_uuid(), '019ab000-0000-7000-8000-000000000033', id, 1, 2, '2026-11-26' from place where kind = 'school' limit 1;
