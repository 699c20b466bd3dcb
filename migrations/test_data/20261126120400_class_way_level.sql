insert into class_way (class_id, school_id, level, way, set_by, set_at) values
  ('00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-0000000000a1', 'CP', 'card', '00000000-0000-7000-8000-0000000000b1', '2026-11-26');
