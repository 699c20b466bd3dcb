-- Photographs of children on the tiles of a class session: only where the head has switched them on, and only
-- while a guardian says yes and none says no (Civil code, art. 9; a refusal by either parent always wins).

-- A school in here has them on. Switched on again later, families are asked again.
create table tile_photo_school (
    school_id    uuid primary key references place (id),
    turned_on_by uuid not null references person (id),
    turned_on_at timestamptz not null
);
create index tile_photo_school_by on tile_photo_school (turned_on_by);

-- What a guardian said, in her account or on paper. The last one counts, those before are the proof: so two
-- records of one mother that become one say what she said last.
create table tile_photo_answer (
    id          uuid primary key,
    pupil_id    uuid not null references person (id),
    guardian_id uuid not null references person (id),
    school_id   uuid not null references place (id),
    granted     boolean not null,
    said_on     date not null,           -- the day on the paper
    on_paper    boolean not null,
    recorded_by uuid not null references person (id),
    recorded_at timestamptz not null
);
create index tile_photo_answer_pupil on tile_photo_answer (pupil_id, school_id);
create index tile_photo_answer_guardian on tile_photo_answer (guardian_id);
create index tile_photo_answer_by on tile_photo_answer (recorded_by);

-- One picture of a child, for one school.
create table tile_photo (
    pupil_id  uuid primary key references person (id),
    school_id uuid not null references place (id),
    file_id   uuid not null references file (id),
    put_by    uuid not null references person (id),
    put_at    timestamptz not null
);
create index tile_photo_file on tile_photo (file_id);
create index tile_photo_school_of on tile_photo (school_id);
create index tile_photo_by on tile_photo (put_by);

-- The last word of each guardian who has authority on this day. The link itself, not `guardianship`: nothing is
-- shown to anybody here, and the refusal of a parent from whom the child is hidden goes on counting.
create function tile_photo_said(on_day date)
returns table (pupil_id uuid, school_id uuid, guardian_id uuid, granted boolean, said_on date, on_paper boolean,
               recorded_at timestamptz)
language sql stable as $$
    select distinct on (a.pupil_id, a.school_id, a.guardian_id)
           a.pupil_id, a.school_id, a.guardian_id, a.granted, a.said_on, a.on_paper, a.recorded_at
    from tile_photo_answer a
    join guardian_link g on g.pupil_id = a.pupil_id and g.guardian_id = a.guardian_id
         and g.authority in ('joint', 'sole')
         and g.from_day <= on_day and (g.until_day is null or g.until_day >= on_day)
    order by a.pupil_id, a.school_id, a.guardian_id, a.recorded_at desc, a.id desc
$$;

-- May this child's picture be on the tiles of this school? Asked wherever it is put or shown, so that no no is
-- ever late, whatever deletes the bytes.
create function tile_photo_allowed(asked_pupil uuid, asked_school uuid, on_day date) returns boolean
language sql stable as $$
    select exists (select from tile_photo_school s join tile_photo_said(on_day) a on a.school_id = s.school_id
                   where s.school_id = asked_school and a.pupil_id = asked_pupil and a.granted
                     and a.recorded_at >= s.turned_on_at)
       and not exists (select from tile_photo_said(on_day) a
                       where a.school_id = asked_school and a.pupil_id = asked_pupil and not a.granted)
       and exists (select from role r where r.person_id = asked_pupil and r.kind = 'pupil'
                     and r.school_id = asked_school
                     and r.from_day <= on_day and (r.until_day is null or r.until_day >= on_day))
$$;
