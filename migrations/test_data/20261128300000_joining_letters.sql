update joining set missed_since = '2026-11-01' where ended_at is null;
