insert into year_turn_apart (turn_id, place_id) values
  ('00000000-0000-7000-8000-0000000000e4', '00000000-0000-7000-8000-0000000000a1');
