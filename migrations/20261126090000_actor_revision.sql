-- A counter for each person, that moves in the transaction which changes what makes an actor of her: her roles,
-- her links and those of her children, names, levels, protections. A process keeps an actor at hand while the
-- session's row is read with the same counter beside it. It says nothing of anybody, and has no foreign key: the
-- last change of an erased person may come after the person.
create table actor_revision (
    person_id uuid primary key,
    revision  integer not null default 1
);

create function actors_change(people uuid[]) returns void language sql as $$
    insert into actor_revision (person_id)
    select person_id from (
        select unnest(people) as person_id
        union
        select g.guardian_id from guardian_link g where g.pupil_id = any(people)
    ) changed order by person_id
    on conflict (person_id) do update set revision = actor_revision.revision + 1
$$;

create function actors_change_by_person_id() returns trigger language plpgsql as $$
begin
    perform actors_change(array(select distinct person_id from changed));
    return null;
end $$;

create function actors_change_by_guardian_id() returns trigger language plpgsql as $$
begin
    perform actors_change(array(select distinct guardian_id from changed));
    return null;
end $$;

create function actors_change_by_person() returns trigger language plpgsql as $$
begin
    perform actors_change(array(
        select now_is.id from now_is join was on was.id = now_is.id
        where (now_is.shown_first_name, now_is.shown_last_name, now_is.level, now_is.leaving_since)
            is distinct from (was.shown_first_name, was.shown_last_name, was.level, was.leaving_since)));
    return null;
end $$;

create trigger role_comes after insert on role referencing new table as changed
    for each statement execute function actors_change_by_person_id();
create trigger role_goes after delete on role referencing old table as changed
    for each statement execute function actors_change_by_person_id();
create trigger role_was after update on role referencing old table as changed
    for each statement execute function actors_change_by_person_id();
create trigger role_is after update on role referencing new table as changed
    for each statement execute function actors_change_by_person_id();

create trigger guardian_link_comes after insert on guardian_link referencing new table as changed
    for each statement execute function actors_change_by_guardian_id();
create trigger guardian_link_goes after delete on guardian_link referencing old table as changed
    for each statement execute function actors_change_by_guardian_id();
create trigger guardian_link_was after update on guardian_link referencing old table as changed
    for each statement execute function actors_change_by_guardian_id();
create trigger guardian_link_is after update on guardian_link referencing new table as changed
    for each statement execute function actors_change_by_guardian_id();

create trigger protection_comes after insert on protection referencing new table as changed
    for each statement execute function actors_change_by_guardian_id();
create trigger protection_goes after delete on protection referencing old table as changed
    for each statement execute function actors_change_by_guardian_id();
create trigger protection_was after update on protection referencing old table as changed
    for each statement execute function actors_change_by_guardian_id();
create trigger protection_is after update on protection referencing new table as changed
    for each statement execute function actors_change_by_guardian_id();

create trigger person_is after update on person referencing old table as was new table as now_is
    for each statement execute function actors_change_by_person();

create function actors_go() returns trigger language plpgsql as $$
begin
    delete from actor_revision where person_id in (select id from changed);
    return null;
end $$;

create trigger person_goes after delete on person referencing old table as changed
    for each statement execute function actors_go();
