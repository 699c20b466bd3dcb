insert into sheet_run (id, asked_by, whom, form, also_active, asked_at)
select '019ab000-0000-7000-8000-000000000032', id, 'pupils', 'slips', false, '2026-11-26' from person limit 1;
insert into sheet_part (id, run_id, place_id, slips, done_at)
select gen_random_uuid(), '019ab000-0000-7000-8000-000000000032', id, 3, '2026-11-26' from place where kind = 'school' limit 1;
