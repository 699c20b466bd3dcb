insert into tender_date (side, step, day, said_at) values ('sister', 'notice', '2026-10-01', '2026-09-01');
