-- Nothing shows these two: one is old enough to go.
insert into file (id, sha256, kind, name, media_type, bytes, created_at) values
    ('019ab000-0000-7000-8000-000000000011', sha256('ancien'), 'document', 'ancien.pdf', 'application/pdf', 249341, '2026-10-04 07:50:00+01'),
    ('019ab000-0000-7000-8000-000000000012', sha256('neuf'), 'document', 'neuf.pdf', 'application/pdf', 249341, '2026-11-24 07:50:00+01');
select unused_files('2026-11-01');
