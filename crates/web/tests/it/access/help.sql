insert into help_article (id, slug, category, concerned, title, body, written_at, published_at, review_on) values
  ('00000000-0000-7000-8000-000000000033', 'fiche-perdue', 'accounts', 'everyone', 'Fiche perdue', 'Demandez-en une autre.', '2026-09-01', '2026-09-01', '2027-09-01'),
  ('00000000-0000-7000-8000-000000000035', 'brouillon', 'accounts', 'everyone', 'Pas encore', 'À écrire.', '2026-09-01', null, null);
insert into help_guide (id, slug, category, concerned, title, tree, written_at, published_at) values
  ('00000000-0000-7000-8000-000000000036', 'connexion', 'accounts', 'everyone', 'Se connecter', E'Qui ?\n- Moi => fiche-perdue', '2026-09-01', '2026-09-01');
insert into known_problem (id, category, concerned, title, happens, since, said_at) values
  ('00000000-0000-7000-8000-000000000031', 'application', 'everyone', 'Photos lentes', 'Une minute.', '2026-09-15', '2026-09-15');
