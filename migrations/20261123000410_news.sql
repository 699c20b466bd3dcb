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

-- Through which classes a family answered: those of the post whose guardians she was then among. Their
-- teams read the answer; without one (all families of a school), only the post's author does.
alter table comment add column classes uuid[] not null default '{}';

-- How many somebody wrote within the hour.
drop index comment_author;
create index comment_author on comment (author_id, written_at);

-- What somebody is to a post, from the kinds of its audiences that she is in: the class team and its
-- author ('team'), other adults of schools ('school'), 'pupil', 'family'; null: it does not exist for her.
-- Its author is of the team while she works at one of its places (`leads`: as their head or inspector).
-- Later she is what others are there, or else only its 'author', who reads it and may withdraw it.
create function side_of(own boolean, leads boolean, reached text[]) returns text language sql immutable as $$
    select case when 'class_team' = any(reached) then 'team'
                when own and (leads or reached && '{school_adults,circonscription_teachers}') then 'team'
                when reached && '{school_adults,circonscription_teachers}' then 'school'
                when 'class_pupils' = any(reached) then 'pupil'
                when cardinality(reached) > 0 then 'family'
                when own then 'author' end
$$;

-- The same of one post. In plpgsql, which keeps its plan.
create function post_side(asked_item uuid, asked_person uuid, leads boolean)
returns text language plpgsql stable as $$
begin
    return (select side_of((select author_id from item where id = asked_item) = asked_person, leads, array_agg(a.kind))
            from share s
            join audience_member m on m.person_id = asked_person and m.audience_id = s.audience_id
            join audience a on a.id = s.audience_id
            where s.item_id = asked_item);
end
$$;

-- Who reads which answer. A family's: herself, the post's author (`all_families`) and the teams of the
-- classes through which she answered, compared with the classes whose team the reader is in. A pupil's:
-- pupils and adults of schools. Those of adults: whoever the post is for. Each argument that may be an
-- expression is used once, so that the planner writes it into the query: it is asked of every answer.
create function comment_shown(side text, all_families boolean, teams uuid[], written_as text, classes uuid[],
                              author uuid, reader uuid)
returns boolean language sql immutable as $$
    select author = reader or case written_as
        when 'family' then all_families or classes && teams
        else side = any (case written_as when 'pupil' then '{team,school,pupil}'::text[]
                                         else '{team,school,pupil,family}' end) end
$$;
