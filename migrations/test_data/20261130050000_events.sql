insert into event (id, title, place, starts_at, ends_at, made_at) values
  ('00000000-0000-7000-8000-0000000030a1', 'Journée d’échanges', 'Salle des fêtes', '2026-10-07 07:00+00', '2026-10-07 15:00+00', '2026-09-15');
insert into event_guest (event_id, guests) values ('00000000-0000-7000-8000-0000000030a1', 'heads');
insert into event_workshop (id, event_id, starts_at, theme, speaker) values
  ('00000000-0000-7000-8000-0000000030a2', '00000000-0000-7000-8000-0000000030a1', '2026-10-07 08:00+00', 'Le cahier de liaison', 'Une directrice');
insert into event_registration (id, event_id, person_id, at) values
  ('00000000-0000-7000-8000-0000000030a3', '00000000-0000-7000-8000-0000000030a1', '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
insert into file (id, sha256, kind, name, media_type, bytes, created_at) values
  ('00000000-0000-7000-8000-0000000030a4', decode(repeat('cd', 32), 'hex'), 'document', 'diapos.pdf', 'application/pdf', 1200, '2026-09-20');
insert into library_document (id, title, event_id, made_at) values
  ('00000000-0000-7000-8000-0000000030a5', 'Les diapositives', '00000000-0000-7000-8000-0000000030a1', '2026-09-15');
insert into library_version (id, document_id, number, author, licence, file_id, added_at) values
  ('00000000-0000-7000-8000-0000000030a6', '00000000-0000-7000-8000-0000000030a5', 1, 'La circonscription', 'cc_by',
   '00000000-0000-7000-8000-0000000030a4', '2026-09-15');
