insert into feed_import (id, file_name, state, received_at, applied_at, size) values
  ('00000000-0000-7000-8000-000000007000', 'complet.tgz', 'applied', '2026-09-01', '2026-09-01', 1024);
insert into feed_made (import_id, tab, ids) values ('00000000-0000-7000-8000-000000007000', 'person', '{}');
insert into feed_undo (import_id, tab, key, before, after) values
  ('00000000-0000-7000-8000-000000007000', 'place', '{"id": "00000000-0000-7000-8000-000000007001"}', '{"name": "A"}', '{"name": "B"}');
insert into feed_rollback (import_id, state, asked_at) values ('00000000-0000-7000-8000-000000007000', 'previewed', '2026-09-02');
