-- A class of a year that is over is a readable archive for those who were in it, and for nobody else: its
-- audiences are frozen. Who was in them is kept here, and never grows; who may read today is this, without
-- whoever is leaving or no longer answers for a child who was there. Who comes back finds it again.
create table archive_member (
    audience_id uuid not null references audience (id),
    person_id   uuid not null references person (id),
    primary key (audience_id, person_id)
);
create index archive_member_person on archive_member (person_id);

-- Freezes classes and closes them. Outside helpers and substitutes were there for a time, not for the memory.
create function close_classes(places uuid[], on_day date) returns void language sql as $$
    insert into archive_member (audience_id, person_id)
    select m.audience_id, m.person_id
    from place p join audience a on a.place_id = p.id join audience_member m on m.audience_id = a.id
    where p.id = any(places) and p.kind in ('class', 'group') and p.closed_on is null
      and (a.kind <> 'class_team' or exists (
          select from role r where r.person_id = m.person_id and r.place_id = p.id and r.kind in ('teacher', 'atsem', 'aesh')))
    on conflict do nothing;
    update place set closed_on = on_day where id = any(places) and kind in ('class', 'group') and closed_on is null;
$$;

create function archive_should(on_day date)
returns table (audience_id uuid, person_id uuid) language sql stable as $$
    select m.audience_id, m.person_id
    from archive_member m
    join audience a on a.id = m.audience_id
    join place p on p.id = a.place_id and p.closed_on is not null
    join person q on q.id = m.person_id and q.leaving_since is null
    where a.kind <> 'class_guardians' or exists (
        select from guardianship(on_day) g
        join archive_member n on n.person_id = g.pupil_id
        join audience b on b.id = n.audience_id and b.place_id = a.place_id and b.kind = 'class_pupils'
        join person c on c.id = g.pupil_id and c.leaving_since is null
        where g.guardian_id = m.person_id)
$$;

-- A pupil who changes class keeps what the old one writes for three weeks, and so do her guardians: no message
-- of a Monday is missed because of a move on the Friday.
create table audience_stay (
    audience_id uuid not null references audience (id),
    person_id   uuid not null references person (id),
    until_day   date not null,               -- the last day
    primary key (audience_id, person_id)
);
create index audience_stay_person on audience_stay (person_id);

-- Who is in which audience on a day: what roles and links say of what is open, who stays a while, and the
-- archives. audience_member is this.
create function audience_held(on_day date) returns table (audience_id uuid, person_id uuid) language sql stable as $$
    select s.audience_id, s.person_id from audience_should(on_day) s
    join audience a on a.id = s.audience_id join place p on p.id = a.place_id
    where p.closed_on is null or p.kind not in ('class', 'group')
    union
    select t.audience_id, t.person_id from audience_stay t
    join audience a on a.id = t.audience_id join place p on p.id = a.place_id and p.closed_on is null
    join person q on q.id = t.person_id and q.leaving_since is null
    where t.until_day >= on_day and (a.kind <> 'class_guardians' or exists (
        select from guardianship(on_day) g
        join audience_stay n on n.person_id = g.pupil_id and n.until_day >= on_day
        join audience b on b.id = n.audience_id and b.place_id = a.place_id and b.kind = 'class_pupils'
        where g.guardian_id = t.person_id))
    union
    select audience_id, person_id from archive_should(on_day)
$$;
