insert into help_article (id, slug, category, concerned, title, body, written_at, published_at, review_on) values
  ('00000000-0000-7000-8000-000000000033', 'fiche-perdue', 'accounts', 'everyone', 'Fiche perdue', 'Demandez-en une autre.', '2026-09-01', '2026-09-01', '2027-09-01'),
  ('00000000-0000-7000-8000-000000000035', 'brouillon', 'accounts', 'everyone', 'Pas encore', 'À écrire.', '2026-09-01', null, null);
insert into help_guide (id, slug, category, concerned, title, tree, written_at, published_at) values
  ('00000000-0000-7000-8000-000000000036', 'connexion', 'accounts', 'everyone', 'Se connecter', E'Qui ?\n- Moi => fiche-perdue', '2026-09-01', '2026-09-01');
insert into known_problem (id, category, concerned, title, happens, since, said_at) values
  ('00000000-0000-7000-8000-000000000031', 'application', 'everyone', 'Photos lentes', 'Une minute.', '2026-09-15', '2026-09-15');
insert into ticket (id, asker_name, contact, verified, category, title, channel, priority, queue, level, opened_at, answer_by) values
  ('00000000-0000-7000-8000-000000000037', 'Lou', 'lou@example.org', false, 'application', 'Demande reçue par courriel', 'mail', 3, 'project', 2, '2026-09-15', '2026-09-16');
insert into help_mail (id, key, at, from_address, outcome, ticket_id, claim) values
  ('00000000-0000-7000-8000-000000000038', 'k', '2026-09-15', 'lou@example.org', 'opened', '00000000-0000-7000-8000-000000000037', 'lettre');
insert into canned_answer (id, title, text, written_at) values ('00000000-0000-7000-8000-000000000039', 'Fiche', 'Bonjour', '2026-09-15');
