insert into practice (id, author_id, school_id, title, context, services, levels, subject, worked, written_at) values
  ('00000000-0000-7000-8000-0000000018a1', '00000000-0000-7000-8000-0000000000b1', '00000000-0000-7000-8000-0000000000a1', 'Le journal parlé',
   'Un CP de 24', '{fil}', '{CP}', 'français', 'Les voix', '2026-09-15');
