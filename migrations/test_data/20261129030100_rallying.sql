insert into adhesion (id, name, place_id, wave, made_at) values
  ('00000000-0000-7000-8000-0000000018d1', 'Villeneuve', '00000000-0000-7000-8000-0000000013d0', 1, '2026-09-20');
insert into adhesion_step (id, adhesion_id, stage, day, by_id, at) values
  ('00000000-0000-7000-8000-0000000018d2', '00000000-0000-7000-8000-0000000018d1', 'contacted', '2026-09-01',
   '00000000-0000-7000-8000-0000000000b1', '2026-09-20');
insert into benefit (id, announced, indicator, made_at) values
  ('00000000-0000-7000-8000-0000000018d3', 'Acheter moins cher ensemble', 'Prix d’une tablette', '2026-09-20');
insert into benefit_evidence (id, benefit_id, day, fact, source, saved_cents, at) values
  ('00000000-0000-7000-8000-0000000018d4', '00000000-0000-7000-8000-0000000018d3', '2026-09-20', '219 € au lieu de 260', 'Devis', 61500, '2026-09-20');
insert into outreach (id, inside, audience, message, action, owner, day, made_at) values
  ('00000000-0000-7000-8000-0000000018d5', true, 'Directions', 'Ce que l’ENT change', 'Réunion de circonscription', 'IEN', '2026-10-02', '2026-09-20');
