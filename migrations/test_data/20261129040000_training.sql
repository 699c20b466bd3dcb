insert into training_plan (circonscription_id, school_year, planned_minutes, themes, said_by, said_at) values
  ('00000000-0000-7000-8000-0000000000a0', 2026, 1080, 'L’ENT en cycle 2', '00000000-0000-7000-8000-0000000000b1', '2026-09-10');
insert into training_course (id, circonscription_id, title, track, minutes, given_by, made_by, made_at) values
  ('00000000-0000-7000-8000-0000000014a1', '00000000-0000-7000-8000-0000000000a0', 'Administrer l’ENT', 'administrator', 180, 'circonscription',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-10');
insert into training_session (id, course_id, circonscription_id, kind, starts_at, ends_at, seats, trainer_id, made_at) values
  ('00000000-0000-7000-8000-0000000014a2', '00000000-0000-7000-8000-0000000014a1', '00000000-0000-7000-8000-0000000000a0', 'virtual',
   '2026-09-16 08:00+00', '2026-09-16 11:00+00', 12, '00000000-0000-7000-8000-0000000000b1', '2026-09-10');
insert into training_enrolment (id, session_id, person_id, enrolled_at, attendance, minutes, recorded_at) values
  ('00000000-0000-7000-8000-0000000014a3', '00000000-0000-7000-8000-0000000014a2', '00000000-0000-7000-8000-0000000000b1', '2026-09-10',
   'present', 180, '2026-09-16');
insert into training_opinion (id, session_id, satisfaction) values
  ('00000000-0000-4000-8000-0000000014a4', '00000000-0000-7000-8000-0000000014a2', 4);
insert into meeting_server (kind, address, secret, said_at) values ('bigbluebutton', 'https://classe.example.org/bigbluebutton', '\x00', '2026-09-10');
