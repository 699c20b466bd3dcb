insert into service_bundle (id, kind, name, services, made_at) values
('00000000-0000-7000-8000-000000e00001', 'full', 'Tout', '{families,files,answers,groups,joint_space,booking}', '2026-09-01'),
('00000000-0000-7000-8000-000000e00002', 'trial', 'Essai', '{families}', '2026-09-01');
insert into bundle_grant (id, bundle_id, place_id, school_year, classes, from_day, until_day, made_at)
values ('00000000-0000-7000-8000-000000e00003', '00000000-0000-7000-8000-000000e00001', ':school', 2026, 2, '2026-09-01', '2027-08-31', '2026-09-01');
insert into resource_pack (id, title, author, origin, licence, subject, levels, made_at)
select id::uuid, 'Lot', 'Le projet', 'project', 'licence_ouverte', 'Français', '{CM1}', '2026-09-01'
from unnest(array['00000000-0000-7000-8000-000000e00011', '00000000-0000-7000-8000-000000e00012', '00000000-0000-7000-8000-000000e00013']) id;
insert into pack_item (id, pack_id, position, kind, title, body, file_id, added_at) values
('00000000-0000-7000-8000-000000e00021', '00000000-0000-7000-8000-000000e00011', 1, 'text', 'Bonjour', 'La classe ouvre.', null, '2026-09-01'),
('00000000-0000-7000-8000-000000e00022', '00000000-0000-7000-8000-000000e00011', 2, 'file', 'Fiche', '', ':file', '2026-09-01');
insert into pack_install (pack_id, class_id, at)
values ('00000000-0000-7000-8000-000000e00012', ':class', '2026-09-01');
