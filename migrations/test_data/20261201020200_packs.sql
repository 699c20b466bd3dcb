insert into resource_pack (id, title, author, origin, licence, subject, levels, made_at) values
  ('00000000-0000-7000-8000-0000000031b1', 'Les rituels', 'L’équipe projet', 'project', 'licence_ouverte', 'Vivre ensemble', '{MS}', '2026-09-01');
insert into pack_item (id, pack_id, position, kind, title, body, added_at) values
  ('00000000-0000-7000-8000-0000000031b2', '00000000-0000-7000-8000-0000000031b1', 1, 'text', 'Le matin', 'Chacun dit bonjour.', '2026-09-01');
insert into pack_install (pack_id, class_id, at)
select '00000000-0000-7000-8000-0000000031b1', id, '2026-09-01' from place order by id limit 1;
