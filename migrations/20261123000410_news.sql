-- What the feed's visibility rests on, said once.

-- Whom a draft would be shared to. Not in `share`: nothing of a draft is anybody else's to see.
create table draft_audience (
    item_id     uuid not null references post (item_id),
    audience_id uuid not null references audience (id),
    primary key (item_id, audience_id)
);
create index draft_audience_audience on draft_audience (audience_id);

-- As what somebody answered, decided when written: a role that ends later opens nothing to others.
alter table comment add column written_as text not null default 'family'
    check (written_as in ('team', 'school', 'pupil', 'family'));
alter table comment alter column written_as drop default;

-- What somebody is to a post, from the kinds of its audiences that she is in: its author and the class
-- team ('team'), other adults of schools ('school'), 'pupil', 'family'; null: it does not exist for her.
create function side_of(own boolean, reached text[]) returns text language sql immutable as $$
    select case when own or 'class_team' = any(reached) then 'team'
                when reached && '{school_adults,circonscription_teachers}' then 'school'
                when 'class_pupils' = any(reached) then 'pupil'
                when cardinality(reached) > 0 then 'family' end
$$;

-- The same of one post. In plpgsql, which keeps its plan.
create function post_side(asked_item uuid, asked_person uuid) returns text language plpgsql stable as $$
begin
    return (select side_of((select author_id from item where id = asked_item) = asked_person, array_agg(a.kind))
            from share s
            join audience_member m on m.person_id = asked_person and m.audience_id = s.audience_id
            join audience a on a.id = s.audience_id
            where s.item_id = asked_item);
end
$$;

-- Who reads which answer. Families never read each other's, nor the pupils'; pupils and adults outside
-- the class team do not read the families'.
create function comment_shown(side text, written_as text, author uuid, reader uuid)
returns boolean language sql immutable as $$
    select author = reader or case side
        when 'team' then true
        when 'family' then written_as in ('team', 'school')
        else written_as <> 'family' end
$$;
