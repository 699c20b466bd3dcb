insert into class_journal (id, school_id, class_id, kind, day, text, by_id, at) values
  ('00000000-0000-7000-8000-0000000017a1', '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000a2', 'intention', '2026-09-15',
   'Un journal parlé.', '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
