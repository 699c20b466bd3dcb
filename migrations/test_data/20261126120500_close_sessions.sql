insert into past_session (id, person_id, device, created_at, seen_at)
select '019ab000-0000-7000-8000-000000012051', id, 'Chromium sur Android', '2026-11-26 09:00+01', '2026-11-26 09:10+01' from person limit 1;
