insert into purchase_campaign (id, title, adhesion_until, needs_until, made_at, ordered_at) values
  ('00000000-0000-7000-8000-0000000015d1', 'Tablettes 2026', '2026-09-10', '2026-09-15', '2026-09-01', '2026-09-16');
insert into purchase_item (id, campaign_id, kind, label, supplier, reference, unit_cents) values
  ('00000000-0000-7000-8000-0000000015d2', '00000000-0000-7000-8000-0000000015d1', 'tablet', 'Tablette 10 pouces', 'Exemple SA', 'T10', 21900);
insert into purchase_member (campaign_id, commune_id, deliberation, decided_on, recorded_at, validated_at) values
  ('00000000-0000-7000-8000-0000000015d1', '00000000-0000-7000-8000-0000000013d0', '2026-50', '2026-09-05', '2026-09-06', '2026-09-14');
insert into purchase_need (campaign_id, school_id, article_id, quantity, said_at) values
  ('00000000-0000-7000-8000-0000000015d1', '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000015d2', 15, '2026-09-12');
insert into purchase_line (id, campaign_id, commune_id, school_id, article_id, quantity, unit_cents) values
  ('00000000-0000-7000-8000-0000000015d3', '00000000-0000-7000-8000-0000000015d1', '00000000-0000-7000-8000-0000000013d0',
   '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000015d2', 15, 21900);
insert into purchase_delivery (id, line_id, quantity, day, said_at, accepted_on, accepted_at, equipment_id) values
  ('00000000-0000-7000-8000-0000000015d4', '00000000-0000-7000-8000-0000000015d3', 10, '2026-09-20', '2026-09-20', '2026-09-21', '2026-09-21',
   '00000000-0000-7000-8000-0000000014d1');
