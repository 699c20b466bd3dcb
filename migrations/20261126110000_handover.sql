-- A class or a school passes from one to another: what is hers she takes with her, what is the school's her
-- successor has. The hand-over itself is read from the roles, whether or not she writes anything for it.

-- What she leaves for whoever comes after her. `note`: on the class, never on a child's health or behaviour.
create table handover (
    id        uuid primary key,
    place_id  uuid not null references place (id),
    school_id uuid not null references place (id),
    from_id   uuid not null references person (id),
    note      text not null default '',
    edited_at timestamptz not null,
    unique (place_id, from_id),
    foreign key (place_id, school_id) references place (id, school_id)
);
create index handover_from on handover (from_id);

-- Drafts that she gives: the school's from then on, so that they outlive her account.
create table handover_draft (
    handover_id uuid not null references handover (id) on delete cascade,
    item_id     uuid not null references post (item_id),
    primary key (handover_id, item_id)
);
create index handover_draft_item on handover_draft (item_id);

-- The successor has dealt with it: her class's page does not remind her any more.
create table handover_done (
    place_id uuid not null references place (id),
    from_id  uuid not null references person (id),
    by_id    uuid not null references person (id),
    at       timestamptz not null,
    primary key (place_id, from_id, by_id)
);
create index handover_done_from on handover_done (from_id);
create index handover_done_by on handover_done (by_id);

-- The class of this year that a prepared one was made from.
alter table year_turn_class add column follows uuid references place (id);
create index year_turn_class_place on year_turn_class (place_id) where place_id is not null;
create index year_turn_class_follows on year_turn_class (follows) where follows is not null;

-- Which classes that are over these classes follow: same label, made from it by the head, or at least a quarter
-- of its pupils came.
create function follows(classes uuid[]) returns table (old_id uuid, new_id uuid) language sql stable as $$
    select c.id, n.id
    from place n
    join place c on c.school_id = n.school_id and c.kind = 'class' and c.closed_on is not null
         and c.school_year = n.school_year - 1
    where n.id = any(classes) and n.kind = 'class' and n.closed_on is null and (
        plain_label(c.name) = plain_label(n.name)
        or exists (select from year_turn_class t join year_turn y on y.id = t.turn_id and y.state = 'applied'
                   where t.place_id = n.id and t.follows = c.id)
        or (select count(*) > 0 and 4 * count(*) filter (where exists (
                select from role r where r.person_id = m.person_id and r.place_id = n.id and r.kind = 'pupil'
                  and r.until_day is null)) >= count(*)
            from audience a join archive_member m on m.audience_id = a.id
            where a.place_id = c.id and a.kind = 'class_pupils'))
$$;

-- What somebody takes over, and from whom: a class where the other no longer teaches, a class that hers follows
-- and where the other does not go on, a school that the other headed. For a year.
create function handed_over(successor uuid, on_day date)
returns table (place_id uuid, to_id uuid, from_id uuid, left_on date) language sql stable as $$
    with mine as (
        select r.kind, r.place_id from role r join place p on p.id = r.place_id
        where r.person_id = successor and r.tools is null and r.from_day <= on_day
          and (r.until_day is null or r.until_day >= on_day)
          and (r.kind = 'teacher' and p.kind in ('class', 'group') or r.kind = 'head' and p.kind = 'school')
    ), taken as (
        select kind, place_id as old_id, place_id as new_id from mine
        union
        select 'teacher', f.old_id, f.new_id
        from follows(array(select m.place_id from mine m where m.kind = 'teacher')) f
    )
    select t.old_id, t.new_id, r.person_id, max(r.until_day)
    from taken t join role r on r.place_id = t.old_id and r.kind = t.kind
    where r.person_id <> successor and r.until_day < on_day and r.until_day >= on_day - 365
      and not exists (select from role k where k.person_id = r.person_id and k.kind = t.kind
                        and k.place_id in (t.old_id, t.new_id) and k.from_day <= on_day
                        and (k.until_day is null or k.until_day >= on_day))
    group by t.old_id, t.new_id, r.person_id
$$;

-- A draft that was given to this person's hand-over.
create function draft_handed_over(asked_item uuid, successor uuid, on_day date) returns boolean language sql stable as $$
    select exists (
        select from handover_draft d join handover h on h.id = d.handover_id
        join item i on i.id = d.item_id and i.published_at is null and i.withdrawn_at is null
        join handed_over(successor, on_day) o on o.place_id = h.place_id and o.from_id = h.from_id
        where d.item_id = asked_item)
$$;

-- As before; and whoever took over a class that is over reads its messages as the school's adults do: not what
-- families answered to the team of that time.
create or replace function side_of(own boolean, leads boolean, reached text[]) returns text language sql immutable as $$
    select case when 'class_team' = any(reached) then 'team'
                when own and (leads or reached && '{school_adults,circonscription_teachers}') then 'team'
                when reached && '{school_adults,circonscription_teachers,class_heir}' then 'school'
                when 'class_pupils' = any(reached) then 'pupil'
                when cardinality(reached) > 0 then 'family'
                when own then 'author' end
$$;
