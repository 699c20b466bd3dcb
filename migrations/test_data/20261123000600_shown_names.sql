insert into person (id, title, first_name, last_name, created_at) values
  ('00000000-0000-7000-8000-0000000000c6', 'Mme', 'ANNE-LISE', 'DE LA TOUR-DU-PIN', '2026-09-15');
