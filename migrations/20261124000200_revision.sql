-- What an item says to everybody who may see it changes seldom and is read often: each process keeps it at
-- hand (communication::news::contents) for as long as the revision is the one that it read. The revision
-- grows in the transaction of each change, whoever makes it. Whom it is shared to is settled when it is
-- published, before anybody reads it.
alter table item add column revision integer not null default 0,
                 -- Somebody answered once: feeds look for answers under no other.
                 add column answered boolean not null default false;
update item set answered = true where id in (select item_id from comment);

create function item_changes() returns trigger language plpgsql as $$
begin
    update item set revision = revision + 1 where id = case tg_op when 'DELETE' then old.item_id else new.item_id end;
    return null;
end
$$;
create trigger post_changes after update on post for each row execute function item_changes();
create trigger attachment_changes after insert or update or delete on attachment
    for each row execute function item_changes();
create trigger reaction_changes after insert or update or delete on reaction
    for each row execute function item_changes();

create function item_is_answered() returns trigger language plpgsql as $$
begin
    update item set answered = true where id = new.item_id and not answered;
    return null;
end
$$;
create trigger comment_answers after insert on comment for each row execute function item_is_answered();
