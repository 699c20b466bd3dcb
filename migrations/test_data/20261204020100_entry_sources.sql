insert into entry_source (id, name, address, profiles, said_at)
values ('0199a000-0000-7000-8000-00000000c601', 'e-Collège', 'https://ent2d.example.org/cas/', '{National_ENS,National_DIR}', '2026-09-01');
insert into entry_opening (id, source_id, from_day, opened_at)
values (gen_random_uuid(), '0199a000-0000-7000-8000-00000000c601', '2026-09-01', '2026-09-01');
insert into entry_link (id, source_id, person_id, service, mark, linked_at)
select gen_random_uuid(), '0199a000-0000-7000-8000-00000000c601', id, 'e-Collège', '\x00', '2026-09-01' from person limit 1;
