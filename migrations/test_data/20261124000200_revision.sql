-- Changed after it was published, answered and liked: the triggers count each change.
update post set body = body || ' (suite)' where item_id = '00000000-0000-7000-8000-0000000000e1';
insert into reaction (item_id, person_id, kind, at) values
  ('00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000b2', 'merci', '2026-11-24')
  on conflict do nothing;
