insert into sso_service (id, name, address, home, sister, profiles, attributes, said_at)
values ('0199a000-0000-7000-8000-00000000c501', 'e-Collège', 'https://ent2d.example.org/', 'https://ent2d.example.org/accueil', true,
        '{National_ENS,National_DIR}', '{profile}', '2026-09-01');
insert into sso_opening (id, service_id, from_day, opened_at)
values (gen_random_uuid(), '0199a000-0000-7000-8000-00000000c501', '2026-09-01', '2026-09-01');
insert into sso_use (person_id, service_id, service, told, told_at)
select id, '0199a000-0000-7000-8000-00000000c501', 'e-Collège', '{profile}', '2026-09-01' from person limit 1;
insert into sso_ticket (id, hash, service_id, person_id, session_id, service_url, renewed, made_at, ends_at)
select gen_random_uuid(), '\x00', '0199a000-0000-7000-8000-00000000c501', id, gen_random_uuid(), 'https://ent2d.example.org/', false, '2026-09-01', '2026-09-01'
from person limit 1;
