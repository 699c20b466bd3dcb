insert into role (id, person_id, kind, place_id, school_id, from_day, until_day, source, tools, purpose, given_by, given_at) values
  ('00000000-0000-7000-8000-0000000005c1', '00000000-0000-7000-8000-0000000000b1', 'helper', '00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-0000000000a1',
   '2026-11-02', '2026-12-18', 'delegation', '{feed_read}', 'Chorale', '00000000-0000-7000-8000-0000000000b1', '2026-11-01');
insert into guardian_link (pupil_id, guardian_id, relation, authority, from_day, source) values
  ('00000000-0000-7000-8000-0000000000b2', '00000000-0000-7000-8000-0000000000b1', 'mother', 'joint', '2026-09-01', 'feed')
  on conflict do nothing;
insert into protection (id, pupil_id, guardian_id, reason, from_day, until_day, decided_by, decided_at) values
  ('00000000-0000-7000-8000-0000000005f1', '00000000-0000-7000-8000-0000000000b2', '00000000-0000-7000-8000-0000000000b1',
   'Ordonnance', '2026-11-02', '2027-01-31', '00000000-0000-7000-8000-0000000000b1', '2026-11-02');
insert into delegation_proposal (id, place_id, school_id, kind, first_name, last_name, from_day, until_day, proposed_by, proposed_at) values
  ('00000000-0000-7000-8000-0000000005d1', '00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-0000000000a1',
   'helper', 'Aude', 'Renn', '2026-11-30', '2026-12-18', '00000000-0000-7000-8000-0000000000b1', '2026-11-25');
insert into audience_day (day) values ('2026-11-25');
