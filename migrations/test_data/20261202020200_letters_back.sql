insert into help_mail (id, key, at, outcome) values ('00000000-0000-7000-8000-0000000f0201', 'letter-back', '2026-12-02 08:00+01', 'returned');
