update joining set steps = '{volunteering}', outcomes = '{done}', ats = array[timestamptz '2026-10-01 08:00+00']
where ended_at is null;
