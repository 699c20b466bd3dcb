insert into training_course (id, circonscription_id, title, track, minutes, given_by, made_at) values
  ('00000000-0000-7000-8000-000000000101', ':val_ormes', 'Administrer l’ENT', 'administrator', 180, 'circonscription', '2026-09-01');
insert into training_session (id, course_id, circonscription_id, kind, starts_at, ends_at, seats, trainer_id, made_at) values
  ('00000000-0000-7000-8000-000000000102', '00000000-0000-7000-8000-000000000101', ':val_ormes', 'virtual', '2026-09-15 08:00+00', '2026-09-15 11:00+00', 20, ':roy', '2026-09-01'),
  ('00000000-0000-7000-8000-000000000103', '00000000-0000-7000-8000-000000000101', ':val_ormes', 'face_to_face', '2026-09-23 08:00+00', '2026-09-23 11:00+00', 20, ':roy', '2026-09-01'),
  ('00000000-0000-7000-8000-000000000104', '00000000-0000-7000-8000-000000000101', ':val_ormes', 'face_to_face', '2026-09-09 08:00+00', '2026-09-09 11:00+00', 20, ':roy', '2026-09-01');
insert into training_enrolment (id, session_id, person_id, enrolled_at, attendance, minutes, recorded_at) values
  ('00000000-0000-7000-8000-000000000105', '00000000-0000-7000-8000-000000000102', ':carrel', '2026-09-02', null, null, null),
  ('00000000-0000-7000-8000-000000000106', '00000000-0000-7000-8000-000000000104', ':carrel', '2026-09-02', 'present', 180, '2026-09-09');
insert into accompaniment (school_id, opened_at) values (':tilleuls', '2026-09-10');
insert into accompaniment_part (school_id, kind) select ':tilleuls', k from unnest(array['training', 'virtual_class', 'technical', 'project']) k;
insert into staff_function (id, kind, name, scope, percent, from_day, made_at) values
  ('00000000-0000-7000-8000-000000000107', 'dan_deputy', 'Ana Ruiz', 'academy', 50, '2026-09-01', '2026-09-01'),
  ('00000000-0000-7000-8000-000000000108', 'project_lead', 'Iris Lenoir', 'academy', 50, '2026-09-01', '2026-09-01');
insert into class_journal (id, school_id, class_id, kind, day, text, by_id, at) values
  ('00000000-0000-7000-8000-000000000109', ':tilleuls', ':cm1b', 'intention', '2026-09-14', 'Un journal parlé.', ':carrel', '2026-09-14');
insert into practice (id, author_id, school_id, title, context, services, levels, subject, worked, written_at) values
  ('00000000-0000-7000-8000-00000000010a', ':carrel', ':tilleuls', 'Le journal parlé', 'Un CM1', '{feed}', '{CM1}', 'Français', 'Les voix', '2026-09-14');
insert into party (id, kind, name, added_at) values ('00000000-0000-7000-8000-00000000010d', 'publisher', 'Édupage', '2026-09-01');
insert into party_contact (id, party_id, first_name, last_name, added_at) values
  ('00000000-0000-7000-8000-00000000010e', '00000000-0000-7000-8000-00000000010d', 'Lou', 'Petitjean', '2026-09-01');
insert into contact_log (id, school_id, kind, day, subject, at, again_on) values
  ('00000000-0000-7000-8000-00000000010b', ':tilleuls', 'field_visit', '2026-09-14', 'La salle 3', '2026-09-14', '2026-09-20');
