insert into audit (at, act) values ('2026-09-15', 'sign_in_refused');
insert into outbox (at, topic) values ('2026-09-15', 'news');
insert into job (id, kind, payload, run_at) values ('00000000-0000-7000-8000-000000000001', 'post', '{}', '2026-09-15');
