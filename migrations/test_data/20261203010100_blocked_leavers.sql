update person set leaving_since = '2026-11-20' where id = '00000000-0000-7000-8000-000000012031';
