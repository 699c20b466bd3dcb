-- As before, guardians class by class: asked guardian by guardian, each was compared with every child of the
-- archive, which a school paid for at each change for as long as its archives last.
create or replace function archive_should(on_day date)
returns table (audience_id uuid, person_id uuid) language sql stable as $$
    select m.audience_id, m.person_id
    from archive_member m
    join audience a on a.id = m.audience_id and a.kind <> 'class_guardians'
    join place p on p.id = a.place_id and p.closed_on is not null
    join person q on q.id = m.person_id and q.leaving_since is null
    union
    select m.audience_id, m.person_id
    from archive_member m
    join audience a on a.id = m.audience_id and a.kind = 'class_guardians'
    join place p on p.id = a.place_id and p.closed_on is not null
    join person q on q.id = m.person_id and q.leaving_since is null
    join audience b on b.place_id = a.place_id and b.kind = 'class_pupils'
    join archive_member n on n.audience_id = b.id
    join person c on c.id = n.person_id and c.leaving_since is null
    join guardianship(on_day) g on g.pupil_id = n.person_id and g.guardian_id = m.person_id
$$;
