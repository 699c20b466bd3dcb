insert into card_change (id, brand, carrier_id, reason, made_at) values
  ('00000000-0000-7000-8000-0000000030b1', 'e-Vallées', '00000000-0000-7000-8000-0000000010e1', 'Un nom pour tous', '2026-09-20');
insert into card_change_owner (change_id, party_id) values ('00000000-0000-7000-8000-0000000030b1', '00000000-0000-7000-8000-000000008002');
insert into card_voice (id, change_id, college, agrees, member_id, at) values
  ('00000000-0000-7000-8000-0000000030b2', '00000000-0000-7000-8000-0000000030b1', 'education', true,
   '00000000-0000-7000-8000-0000000011d2', '2026-09-20');
