-- What the feeds of an audience's people show changes when something is shared to it, taken back, edited, answered
-- or reacted to. A counter says so, in the transaction that does it: a process keeps somebody's feed at hand while
-- the counters of her audiences, read with one query, are those that it was read at (communication::news::at_hand).
-- Besides audiences it counts for authors: what somebody wrote is in her own feed, whoever it is for. No foreign
-- key, as with actor_revision: the last change may come after what it is of.
-- The values come from one sequence: no two audiences ever have the same.
create sequence news_change;
create table news_revision (
    of_id    uuid primary key,               -- an audience, an author
    revision bigint not null
);
insert into news_revision
select id, nextval('news_change') from (select id from audience union select author_id from item) all_of;

-- In an order of their own, so that two that change the same wait for each other and no longer.
create function news_changes(of_ids uuid[]) returns void language sql as $$
    insert into news_revision (of_id, revision)
    select id, nextval('news_change') from (select distinct id from unnest(of_ids) t (id) where id is not null order by id) each
    on conflict (of_id) do update set revision = excluded.revision
$$;

create function news_are_shared() returns trigger language plpgsql as $$
begin
    perform news_changes(array(select audience_id from changed));
    return null;
end $$;
create trigger share_comes after insert on share referencing new table as changed
    for each statement execute function news_are_shared();
create trigger share_goes after delete on share referencing old table as changed
    for each statement execute function news_are_shared();
create trigger share_is after update on share referencing new table as changed
    for each statement execute function news_are_shared();

-- A draft is nobody's news.
create function news_are_other() returns trigger language plpgsql as $$
begin
    perform news_changes(array(
        select s.audience_id from changed c join share s on s.item_id = c.id
        union select c.author_id from changed c where c.published_at is not null));
    return null;
end $$;
create trigger item_comes after insert on item referencing new table as changed
    for each statement execute function news_are_other();
create trigger item_was after update on item referencing old table as changed
    for each statement execute function news_are_other();
create trigger item_is after update on item referencing new table as changed
    for each statement execute function news_are_other();
create trigger item_goes after delete on item referencing old table as changed
    for each statement execute function news_are_other();

-- Whose an item is, and which school's, stands in what it says (two records of one person become one).
create function item_is_another_s() returns trigger language plpgsql as $$
begin
    new.revision := greatest(new.revision, old.revision + 1);
    return new;
end $$;
create trigger item_is_another_s before update of author_id, school_id on item for each row
    when ((old.author_id, old.school_id) is distinct from (new.author_id, new.school_id))
    execute function item_is_another_s();

-- An answer is one more, or one less, on the cards of those who may read it.
create or replace function item_is_answered() returns trigger language plpgsql as $$
begin
    update item set answered = true, revision = revision + 1 where id = new.item_id;
    return null;
end
$$;
create trigger comment_changes after update or delete on comment for each row execute function item_changes();

-- A class that is over is an archive in the feeds of those who were in it.
create function news_are_over() returns trigger language plpgsql as $$
begin
    perform news_changes(array(select id from audience where place_id = new.id));
    return null;
end $$;
create trigger place_is_over after update of closed_on on place for each row
    when (old.closed_on is distinct from new.closed_on) execute function news_are_over();

create function news_go() returns trigger language plpgsql as $$
begin
    delete from news_revision where of_id in (select id from changed);
    return null;
end $$;
create trigger audience_goes after delete on audience referencing old table as changed
    for each statement execute function news_go();
create trigger person_s_news_go after delete on person referencing old table as changed
    for each statement execute function news_go();

-- Names, of whoever and of wherever, stand in what is kept at hand: one counter for all of them, as they seldom
-- change. Moved when the transaction ends (see freeze_revision), once in each.
create table name_revision (
    one      boolean primary key default true check (one),
    revision bigint not null,
    by_xid   xid8
);
insert into name_revision (revision) values (1);

create function names_change() returns trigger language plpgsql as $$
begin
    update name_revision set revision = revision + 1, by_xid = pg_current_xact_id()
    where by_xid is distinct from pg_current_xact_id();
    return null;
end $$;
create constraint trigger person_is_named after update on person
    deferrable initially deferred for each row
    when ((old.title, old.shown_first_name, old.shown_last_name) is distinct from (new.title, new.shown_first_name, new.shown_last_name))
    execute function names_change();
create constraint trigger place_is_named after update of name on place
    deferrable initially deferred for each row when (old.name is distinct from new.name)
    execute function names_change();
