insert into file (id, sha256, kind, name, media_type, bytes, width, height, duration_ms, created_at) values
    ('019ab000-0000-7000-8000-000000000001', sha256('dessin'), 'image', 'dessin de Zoé.jpg', 'image/jpeg', 48213, 1600, 1200, null, '2026-11-02 08:15:00+01'),
    ('019ab000-0000-7000-8000-000000000002', sha256('comptine'), 'audio', 'comptine.m4a', 'audio/mp4', 51200, null, null, 6165, '2026-11-03 10:30:00+01'),
    ('019ab000-0000-7000-8000-000000000003', sha256('spectacle'), 'video', 'spectacle.mp4', 'video/mp4', 910233, 1280, 720, 42000, '2026-11-03 16:45:00+01'),
    ('019ab000-0000-7000-8000-000000000004', sha256('menu'), 'document', 'menu de la cantine.pdf', 'application/pdf', 249341, null, null, null, '2026-11-04 07:50:00+01'),
    -- The same drawing attached twice: two rows, one set of bytes.
    ('019ab000-0000-7000-8000-000000000005', sha256('dessin'), 'image', 'dessin (copie).jpg', 'image/jpeg', 48213, 1600, 1200, null, '2026-11-05 09:00:00+01');
