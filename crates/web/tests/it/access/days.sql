insert into event (id, title, place, starts_at, ends_at, made_at) values
('00000000-0000-7000-8000-000000d00001', 'Journée d’échanges', 'Salle', '2026-10-07 07:00+00', '2026-10-07 15:00+00', '2026-09-01'),
('00000000-0000-7000-8000-000000d00002', 'Atelier', 'Salle', '2026-09-15 07:00+00', '2026-09-15 15:00+00', '2026-09-01');
insert into event_guest (event_id, guests, circonscription_id) select e, g, ':of'
from unnest(array['00000000-0000-7000-8000-000000d00001'::uuid, '00000000-0000-7000-8000-000000d00002']) e, unnest(array['heads', 'teachers']) g;
insert into event_workshop (id, event_id, starts_at, theme, speaker)
values ('00000000-0000-7000-8000-000000d00003', '00000000-0000-7000-8000-000000d00001', '2026-10-07 08:00+00', 'Le fil', 'Une directrice');
insert into library_document (id, title, event_id, made_at) values
('00000000-0000-7000-8000-000000d00004', 'Les diapositives', '00000000-0000-7000-8000-000000d00001', '2026-09-01');
insert into library_version (id, document_id, number, author, licence, file_id, added_at)
values ('00000000-0000-7000-8000-000000d00005', '00000000-0000-7000-8000-000000d00004', 1, 'La DRANE', 'cc_by', ':file', '2026-09-01');
insert into staff_function (id, kind, person_id, scope, percent, from_day, made_at) values
('00000000-0000-7000-8000-000000d00011', 'project_lead', ':segur', 'academy', 100, '2026-09-01', '2026-09-01'),
('00000000-0000-7000-8000-000000d00012', 'project_deputy', ':blanc', 'academy', 100, '2026-09-01', '2026-09-01');
insert into staff_absence (id, function_id, deputy_id, from_day, until_day)
values ('00000000-0000-7000-8000-000000d00013', '00000000-0000-7000-8000-000000d00011', '00000000-0000-7000-8000-000000d00012', '2026-09-14', '2026-09-20');
insert into party (id, kind, name, part, added_at) values ('00000000-0000-7000-8000-000000d00021', 'syndicate', 'Syndicat', 'carrier', '2026-09-01');
insert into governing_body (id, kind, name, made_at) values ('00000000-0000-7000-8000-000000d00022', 'strategic', 'AA', '2026-09-01');
insert into body_member (id, sits_in, college, name, capacity, from_day)
values ('00000000-0000-7000-8000-000000d00023', '00000000-0000-7000-8000-000000d00022', 'education', 'Une DASEN', 'DASEN', '2026-09-01');
insert into card_change (id, brand, carrier_id, reason, made_at)
values ('00000000-0000-7000-8000-000000d00024', 'e-Vallées', '00000000-0000-7000-8000-000000d00021', 'Un nom pour tous', '2026-09-01');
insert into equipment (id, school_id, kind, label, quantity, owner, said_at)
values ('00000000-0000-7000-8000-000000d00031', ':school', 'mobile_class', 'Portables', 15, 'commune', '2026-09-01');
insert into equipment_booking (id, equipment_id, school_id, class_id, starts_at, ends_at, by_id, at)
values ('00000000-0000-7000-8000-000000d00032', '00000000-0000-7000-8000-000000d00031', ':school', ':class', '2026-10-05 07:00+00', '2026-10-05 08:00+00', ':carrel', '2026-09-01');
insert into staff_function (id, kind, person_id, scope, percent, from_day, made_at) values
('00000000-0000-7000-8000-000000d00041', 'ien_numerique', ':segur', 'academy', 100, '2026-09-01', '2026-09-01'),
('00000000-0000-7000-8000-000000d00042', 'ien_numerique', null, 'academy', 100, '2026-09-01', '2026-09-01');
insert into circonscription_backing (id, place_id, function_id, from_day, said_at)
values ('00000000-0000-7000-8000-000000d00043', ':of', '00000000-0000-7000-8000-000000d00041', '2026-09-01', '2026-09-01');
