insert into newsletter (id, title, text, kinds, made_at, sent_at) values
  ('00000000-0000-7000-8000-0000000042d1', 'La rentrée', 'Cinq écoles sont ouvertes.', '{commune}', '2026-09-20', '2026-09-21');
insert into newsletter_copy (id, letter_id, party_id, sent_at)
select '00000000-0000-7000-8000-0000000042d2', '00000000-0000-7000-8000-0000000042d1', id, '2026-09-21' from party order by id limit 1;
insert into newsletter_link (token_hash, address_hash, made_at) values ('\x01', letter_address('mairie@example.org'), '2026-09-21');
insert into newsletter_stop (address_hash, at) values (letter_address('mairie@example.org'), '2026-09-22');
