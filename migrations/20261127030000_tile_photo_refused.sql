-- Whether a guardian with authority said no last; of the others than one, where one asks. A function of its own, not
-- a condition on tile_photo_said: asked child by child, through the index.
create function tile_photo_refused(asked_pupil uuid, asked_school uuid, on_day date, but_for uuid) returns boolean
language sql stable as $$
    select exists (select from tile_photo_said(on_day) a
                   where a.pupil_id = asked_pupil and a.school_id = asked_school and not a.granted
                     and a.guardian_id is distinct from but_for)
$$;
