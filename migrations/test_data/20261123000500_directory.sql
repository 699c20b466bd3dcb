insert into feed_import (id, file_name, state, received_at) values ('00000000-0000-7000-8000-0000000000f5', 'ENT1D.tgz', 'received', '2026-09-15');
