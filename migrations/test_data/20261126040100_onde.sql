insert into onde_upload (id, school_id, received_at, file_names, pupils) values
  ('00000000-0000-7000-8000-0000000000fa', '00000000-0000-7000-8000-0000000000a1', '2026-11-26', '{eleves.csv}', '\x4e6f6d');
