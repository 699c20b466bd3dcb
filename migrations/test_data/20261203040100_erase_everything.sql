-- No new table: a label that erasing cleans, and a row in each table that had none.
update year_turn_class set name = 'CE1 MME ESSAI' where name = 'CE1';
insert into person_key (source, key, person_id, category, hash) values
  ('aaf', 'ESSAI-1', '00000000-0000-7000-8000-0000000000b2', 'pupil', '\x');
insert into pending_link (pupil_id, source, relative_key, relation, authority, since) values
  ('00000000-0000-7000-8000-0000000000b2', 'aaf', 'ESSAI-2', 'mother', 'joint', '2026-09-01');
insert into password_reset (token_hash, person_id, ends_at) values
  ('\x01', '00000000-0000-7000-8000-0000000000b1', '2026-12-04');
insert into attachment (item_id, file_id, position)
select i.id, f.id, 1 from (select id from item order by id limit 1) i, (select id from file order by id limit 1) f;
insert into feed_mark (person_id, seen_until) values ('00000000-0000-7000-8000-0000000000b1', '2026-12-03');
insert into feed_import_line (import_id, position, what, person_id, label, other_person_id) values
  ('00000000-0000-7000-8000-0000000000f5', 1, 'odd', '00000000-0000-7000-8000-0000000000b1', 'Essai', '00000000-0000-7000-8000-0000000000b2');
insert into tile_photo (pupil_id, school_id, file_id, put_by, put_at)
select '00000000-0000-7000-8000-0000000000b2', '00000000-0000-7000-8000-0000000000a1', id, '00000000-0000-7000-8000-0000000000b1', '2026-12-03'
from file order by id limit 1;
insert into tile_photo_answer (id, pupil_id, guardian_id, school_id, granted, said_on, on_paper, recorded_by, recorded_at) values
  ('00000000-0000-7000-8000-000000030401', '00000000-0000-7000-8000-0000000000b2', '00000000-0000-7000-8000-0000000000b1',
   '00000000-0000-7000-8000-0000000000a1', true, '2026-12-03', true, '00000000-0000-7000-8000-0000000000b1', '2026-12-03');
