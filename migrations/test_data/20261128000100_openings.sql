insert into opening_rule (gated, decided_by, decided_at) values (true, '00000000-0000-7000-8000-0000000000b1', '2026-09-01');
update place set opened_at = '2026-09-01' where kind = 'school';
