-- Who is in a class, who answers for its pupils, and how their accounts stand: a counter of each class moves in the
-- transaction that changes any of it, and a process keeps the class's people at hand while the counter that comes
-- with the class itself is the one that they were read at (identity::school::roster). No foreign key, as with
-- actor_revision.
create table roster_revision (
    place_id uuid primary key,
    revision integer not null default 1
);

create function rosters_change(places uuid[]) returns void language sql as $$
    insert into roster_revision (place_id)
    select p.id from place p where p.id = any(places) and p.kind in ('class', 'group') order by p.id
    on conflict (place_id) do update set revision = roster_revision.revision + 1
$$;

-- The classes that these people are in, and those of the pupils whom they answer for.
create function rosters_with(people uuid[]) returns void language sql as $$
    select rosters_change(array(
        select r.place_id from role r where r.person_id = any(people)
        union
        select r.place_id from guardian_link g join role r on r.person_id = g.pupil_id and r.kind = 'pupil'
        where g.guardian_id = any(people)))
$$;

create function rosters_change_by_place() returns trigger language plpgsql as $$
begin
    perform rosters_change(array(select place_id from changed));
    return null;
end $$;
create trigger roster_comes after insert on role referencing new table as changed
    for each statement execute function rosters_change_by_place();
create trigger roster_goes after delete on role referencing old table as changed
    for each statement execute function rosters_change_by_place();
create trigger roster_was after update on role referencing old table as changed
    for each statement execute function rosters_change_by_place();
create trigger roster_is after update on role referencing new table as changed
    for each statement execute function rosters_change_by_place();

-- Links and protections.
create function rosters_change_by_pupil() returns trigger language plpgsql as $$
begin
    perform rosters_with(array(select pupil_id from changed));
    return null;
end $$;
create trigger roster_link_comes after insert on guardian_link referencing new table as changed
    for each statement execute function rosters_change_by_pupil();
create trigger roster_link_goes after delete on guardian_link referencing old table as changed
    for each statement execute function rosters_change_by_pupil();
create trigger roster_link_was after update on guardian_link referencing old table as changed
    for each statement execute function rosters_change_by_pupil();
create trigger roster_link_is after update on guardian_link referencing new table as changed
    for each statement execute function rosters_change_by_pupil();
create trigger roster_protection_comes after insert on protection referencing new table as changed
    for each statement execute function rosters_change_by_pupil();
create trigger roster_protection_goes after delete on protection referencing old table as changed
    for each statement execute function rosters_change_by_pupil();
create trigger roster_protection_was after update on protection referencing old table as changed
    for each statement execute function rosters_change_by_pupil();
create trigger roster_protection_is after update on protection referencing new table as changed
    for each statement execute function rosters_change_by_pupil();

-- Names and levels.
create function rosters_change_by_name() returns trigger language plpgsql as $$
begin
    perform rosters_with(array(
        select now_is.id from now_is join was on was.id = now_is.id
        where (now_is.shown_first_name, now_is.shown_last_name, now_is.level)
            is distinct from (was.shown_first_name, was.shown_last_name, was.level)));
    return null;
end $$;
create trigger roster_is_named after update on person referencing old table as was new table as now_is
    for each statement execute function rosters_change_by_name();

-- Accounts: their state, and whether there is a secret.
create function rosters_change_by_account() returns trigger language plpgsql as $$
begin
    perform rosters_with(array(
        select now_is.person_id from now_is left join was on was.person_id = now_is.person_id
        where (now_is.state, now_is.password_hash is null) is distinct from (was.state, was.password_hash is null)));
    return null;
end $$;
create trigger roster_account_is after update on account referencing old table as was new table as now_is
    for each statement execute function rosters_change_by_account();
create function rosters_change_by_person() returns trigger language plpgsql as $$
begin
    perform rosters_with(array(select person_id from changed));
    return null;
end $$;
create trigger roster_account_comes after insert on account referencing new table as changed
    for each statement execute function rosters_change_by_person();
create trigger roster_account_goes after delete on account referencing old table as changed
    for each statement execute function rosters_change_by_person();

create function rosters_go() returns trigger language plpgsql as $$
begin
    delete from roster_revision where place_id in (select id from changed);
    return null;
end $$;
create trigger roster_place_goes after delete on place referencing old table as changed
    for each statement execute function rosters_go();
