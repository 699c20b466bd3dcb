select count(*) from role where school_id = '00000000-0000-7000-8000-0000000000b2' and kind = 'pupil';
