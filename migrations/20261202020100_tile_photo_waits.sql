-- Whether a guardian still has to say something about the picture of a child in a school that asks since then: she has
-- never answered, or said yes before the school asked again. A no goes on counting, and is not asked about twice.
create function tile_photo_waits(asked_pupil uuid, asked_school uuid, asked_guardian uuid, since timestamptz) returns boolean
language sql stable as $$
    select coalesce((select a.granted and a.recorded_at < since from tile_photo_answer a
        where a.pupil_id = asked_pupil and a.school_id = asked_school and a.guardian_id = asked_guardian
        order by a.recorded_at desc, a.id desc limit 1), true)
$$;
