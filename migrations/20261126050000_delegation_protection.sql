-- Access that somebody gave by hand, and children hidden from somebody.

-- What may be used where somebody was named by hand, in words: 'feed_read', 'feed_write'… Null: all that
-- goes with the kind of role. Read by audience_should (reading) and identity::audiences (writing).
alter table role add column tools text[],
                 add column purpose text not null default '',      -- « Chorale du jeudi »: for people, never for a rule
                 add column given_by uuid references person (id),
                 add column given_at timestamptz;
create index role_given_by on role (given_by) where given_by is not null;
-- What begins or ends on a day.
create index role_until_day on role (until_day) where until_day is not null;
create index role_from_day on role (from_day);

-- Somebody whom a school named by hand and who is known elsewhere: her account reaches further than that
-- school, whose head makes no way into it.
create function known_elsewhere(asked_person uuid, asked_school uuid, on_day date) returns boolean language sql stable as $$
    select not exists (select from role r where r.person_id = asked_person and r.school_id = asked_school
                         and r.source <> 'delegation' and r.from_day <= on_day
                         and (r.until_day is null or r.until_day >= on_day))
       and (exists (select from role o where o.person_id = asked_person and o.school_id is distinct from asked_school
                      and (o.until_day is null or o.until_day >= on_day))
            or exists (select from guardian_link g where g.guardian_id = asked_person)
            or exists (select from person_key k where k.person_id = asked_person))
$$;

-- A teacher asks the head to let somebody into her class. Deleted once the head has answered.
create table delegation_proposal (
    id          uuid primary key,
    place_id    uuid not null references place (id),
    school_id   uuid not null references place (id),
    kind        text not null check (kind in ('substitute','atsem','aesh','helper')),
    first_name  text not null,
    last_name   text not null,
    email       text,
    purpose     text not null default '',
    from_day    date not null,
    until_day   date not null,
    proposed_by uuid not null references person (id),
    proposed_at timestamptz not null,
    foreign key (place_id, school_id) references place (id, school_id)
);
create index delegation_proposal_school on delegation_proposal (school_id);
create index delegation_proposal_by on delegation_proposal (proposed_by);

-- What a third person may use, in the words of role.tools: what the service in charge allows. The others
-- have all that goes with their authority. `proof`: number and date of the decision, never the decision.
alter table guardian_link add column tools text[] not null default '{}',
                          add column proof text not null default '',
                          add column household smallint check (household between 1 and 3),
                          add column decided_by uuid references person (id),
                          add column decided_at timestamptz;
create index guardian_link_decided_by on guardian_link (decided_by) where decided_by is not null;
create index guardian_link_until_day on guardian_link (until_day) where until_day is not null;

-- A child that the head hides from a guardian: while it holds, the link between them opens nothing. Beside
-- the link, so that no feed undoes it, and kept when the link ends and comes back.
create table protection (
    id          uuid primary key,
    pupil_id    uuid not null references person (id),
    guardian_id uuid not null references person (id),
    reason      text not null,           -- read by the head only
    from_day    date not null,
    until_day   date not null,           -- the last day
    decided_by  uuid references person (id),
    decided_at  timestamptz not null,
    lifted_by   uuid references person (id),
    lifted_at   timestamptz,
    warned_for  date                     -- the end of which the head was warned
);
create index protection_pair on protection (pupil_id, guardian_id);
create index protection_guardian on protection (guardian_id);
create index protection_until_day on protection (until_day);
create index protection_decided_by on protection (decided_by);
create index protection_lifted_by on protection (lifted_by);

-- The links that open something on a day: whatever shows a guardian something of her child, or counts her
-- among the families reached, asks here and not the table. `whole`: also what is for all families of the
-- school; a third person reads what is for the class, where she may read at all.
create function guardianship(on_day date)
returns table (pupil_id uuid, guardian_id uuid, relation text, authority text, contact_rank smallint, whole boolean)
language sql stable as $$
    select g.pupil_id, g.guardian_id, g.relation, g.authority, g.contact_rank, g.authority <> 'third'
    from guardian_link g
    where (g.authority in ('joint', 'sole', 'oversight') or g.authority = 'third' and 'feed_read' = any(g.tools))
      and g.from_day <= on_day and (g.until_day is null or g.until_day >= on_day)
      and not exists (select from protection p where p.pupil_id = g.pupil_id and p.guardian_id = g.guardian_id
                        and p.lifted_at is null and p.from_day <= on_day and p.until_day >= on_day)
$$;

-- As before, through guardianship, and with the tools of who was named by hand.
create or replace function audience_should(on_day date)
returns table (audience_id uuid, person_id uuid, school_id uuid) language sql stable as $$
    with now_held as (
        select r.person_id, r.kind, r.place_id, r.school_id from role r
        where r.from_day <= on_day and (r.until_day is null or r.until_day >= on_day)
          and (r.tools is null or 'feed_read' = any(r.tools))
    ), guarded as (
        select g.guardian_id, g.whole, r.place_id, r.school_id
        from guardianship(on_day) g join now_held r on r.person_id = g.pupil_id and r.kind = 'pupil'
    )
    select a.id, r.person_id, a.school_id from audience a join now_held r on r.place_id = a.place_id
        where a.kind = 'class_pupils' and r.kind = 'pupil'
    union
    select a.id, g.guardian_id, a.school_id from audience a join guarded g on g.place_id = a.place_id
        where a.kind = 'class_guardians'
    union
    select a.id, r.person_id, a.school_id from audience a join now_held r on r.place_id = a.place_id
        where a.kind = 'class_team' and r.kind in ('teacher', 'substitute', 'atsem', 'aesh', 'helper')
    union
    select a.id, r.person_id, a.school_id from audience a join now_held r on r.school_id = a.place_id
        where a.kind = 'school_adults' and r.kind in ('teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh')
    union
    select a.id, g.guardian_id, a.school_id from audience a join guarded g on g.school_id = a.place_id
        where a.kind = 'school_guardians' and g.whole
    union
    select a.id, r.person_id, a.school_id from audience a
        join place s on s.parent_id = a.place_id and s.kind = 'school' and not s.pseudo
        join now_held r on r.school_id = s.id
        where a.kind = 'circonscription_teachers' and r.kind in ('teacher', 'head')
$$;

-- The day for which audience_member is right: roles end at midnight, not when the night's work comes by.
create table audience_day (
    one boolean primary key default true check (one),
    day  date not null
);
