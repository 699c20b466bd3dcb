insert into option_check (id, option, source, text, day, by_id, at) values
  ('00000000-0000-7000-8000-000000004101', 'tile_photos', 'dpo', 'Analyse du 3 septembre', '2026-09-03', '00000000-0000-7000-8000-0000000000b1', '2026-09-04');
