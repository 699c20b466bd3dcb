insert into help_article (id, slug, category, concerned, title, body, author_id, written_at, published_at, review_on) values
  ('00000000-0000-7000-8000-000000003001', 'fiche-perdue', 'accounts', 'everyone', 'Fiche perdue', 'Demandez-en une autre.',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-15', '2026-09-15', '2027-09-01');
insert into help_opinion (article_id, person_id, helped, at) values
  ('00000000-0000-7000-8000-000000003001', '00000000-0000-7000-8000-0000000000b1', true, '2026-09-15');
insert into help_guide (id, slug, category, concerned, title, tree, written_by, written_at) values
  ('00000000-0000-7000-8000-000000003002', 'connexion', 'accounts', 'everyone', 'Se connecter', E'Qui êtes-vous ?\n- Un parent => fiche-perdue',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-15');
