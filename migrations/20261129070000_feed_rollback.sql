-- The last import can be taken back. While an import is applied (the setting preau.feed is « noted », for its
-- transaction only), each row that it changes or deletes is noted as it was; at the end of the same transaction what
-- really changed goes into feed_undo, column by column, with what it became: what somebody has changed since is known by
-- that. What it made for whom it made goes with him, so that only the ids of the new people and places are kept
-- (feed_made). Held until the next import is applied, or thirty days.
alter table feed_import drop constraint feed_import_state_check;
alter table feed_import add constraint feed_import_state_check
    check (state in ('received','reading','previewed','held','applied','refused','undone'));
alter table feed_import add column size bigint,                                -- of the archive, in bytes
    add column confirmed_by uuid references person (id);
create index feed_import_confirmed_by on feed_import (confirmed_by) where confirmed_by is not null;

create table feed_undo (
    id              bigint generated always as identity primary key,
    import_id       uuid not null references feed_import (id) on delete cascade,
    tab             text not null,
    key             jsonb not null,
    person_id       uuid,             -- whom the row is about: it goes with him
    other_person_id uuid,
    before          jsonb,            -- null: made by the import
    after           jsonb             -- null: deleted by it
);
create index feed_undo_person on feed_undo (person_id) where person_id is not null;
create index feed_undo_other on feed_undo (other_person_id) where other_person_id is not null;
create index feed_undo_import on feed_undo (import_id, tab);

-- Written for each import that was applied since the last: its presence says that it can be taken back.
create table feed_made (
    import_id uuid not null references feed_import (id) on delete cascade,
    tab       text not null check (tab in ('person', 'place')),
    ids       uuid[] not null,
    primary key (import_id, tab)
);

create table feed_rollback (
    import_id    uuid primary key references feed_import (id) on delete cascade,
    state        text not null check (state in ('looking','previewed','undoing','done','refused')),
    asked_by     uuid references person (id),
    asked_at     timestamptz not null,
    confirmed_by uuid references person (id),
    settled_at   timestamptz,
    refusal      text not null default '',
    summary      jsonb not null default '{}'
);
create index feed_rollback_asked_by on feed_rollback (asked_by) where asked_by is not null;
create index feed_rollback_confirmed_by on feed_rollback (confirmed_by) where confirmed_by is not null;

create function note_before_feed() returns trigger language plpgsql as $$
begin
    insert into before_feed (tab, old) values (tg_table_name, to_jsonb(old));
    return null;
end
$$;

-- A row counts as it was before the transaction: what the import itself wrote has its number.
create trigger place_before_feed after update or delete on place for each row
    when (current_setting('preau.feed', true) = 'noted' and old.xmin <> pg_current_xact_id()::xid) execute function note_before_feed();
create trigger place_key_before_feed after update or delete on place_key for each row
    when (current_setting('preau.feed', true) = 'noted' and old.xmin <> pg_current_xact_id()::xid) execute function note_before_feed();
create trigger person_before_feed after update or delete on person for each row
    when (current_setting('preau.feed', true) = 'noted' and old.xmin <> pg_current_xact_id()::xid) execute function note_before_feed();
create trigger person_key_before_feed after update or delete on person_key for each row
    when (current_setting('preau.feed', true) = 'noted' and old.xmin <> pg_current_xact_id()::xid) execute function note_before_feed();
create trigger account_before_feed after update or delete on account for each row
    when (current_setting('preau.feed', true) = 'noted' and old.xmin <> pg_current_xact_id()::xid) execute function note_before_feed();
create trigger role_before_feed after update or delete on role for each row
    when (current_setting('preau.feed', true) = 'noted' and old.xmin <> pg_current_xact_id()::xid) execute function note_before_feed();
create trigger guardian_link_before_feed after update or delete on guardian_link for each row
    when (current_setting('preau.feed', true) = 'noted' and old.xmin <> pg_current_xact_id()::xid) execute function note_before_feed();
create trigger pending_link_before_feed after update or delete on pending_link for each row
    when (current_setting('preau.feed', true) = 'noted' and old.xmin <> pg_current_xact_id()::xid) execute function note_before_feed();

-- The tables that a feed writes; whose person a row is about; whether its columns are given back one by one (a name
-- stays corrected by hand when only the telephone is taken back) or the row as a whole (a role is right or wrong).
create function feed_tables() returns table (tab text, person text, other text, by_column boolean)
language sql immutable as $$
    values ('person', 'id', null, true), ('account', 'person_id', null, true), ('person_key', 'person_id', null, true),
           ('place', null, null, true), ('place_key', null, null, false), ('role', 'person_id', null, false),
           ('guardian_link', 'pupil_id', 'guardian_id', false), ('pending_link', 'pupil_id', null, false)
$$;

create function generated_of(tab regclass) returns text[] language sql stable as $$
    select coalesce(array_agg(attname::text), '{}') from pg_attribute where attrelid = tab and attgenerated <> ''
$$;

-- « x.id = (j.key ->> 'id')::uuid »: a row of a table is the one that a key says.
create function key_matches(tab regclass, keys text) returns text language sql stable as $$
    select string_agg(format('x.%I = (%s ->> %L)::%s', a.attname, keys, a.attname, format_type(a.atttypid, null)), ' and ')
    from unnest(primary_key_of(tab)) k join pg_attribute a on a.attrelid = tab and a.attname = k
$$;

-- What of one says something else in the other.
create function said_otherwise(one jsonb, other jsonb) returns jsonb language sql immutable as $$
    select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(one) where other -> key is distinct from value
$$;

-- At the end of an import, in its transaction.
create function keep_feed_journal(import uuid) returns void language plpgsql as $$
declare
    this xid := pg_current_xact_id()::xid;
    t record;
    others text;
begin
    delete from feed_undo;
    delete from feed_made;
    analyze before_feed;
    for t in select * from feed_tables() f where f.tab in ('person', 'place') loop
        execute format('insert into feed_made select $1, %L, coalesce(array_agg(x.id), ''{}'') from %I x where x.xmin = $2
                        and not exists (select from before_feed b where b.tab = %L and (b.old ->> ''id'')::uuid = x.id)',
                       t.tab, t.tab, t.tab) using import, this;
    end loop;
    create temp table made on commit drop as select unnest(ids) as id from feed_made where import_id = import;
    create unique index on made (id);
    analyze made;
    for t in select * from feed_tables() loop
        execute format('insert into feed_undo (import_id, tab, key, person_id, other_person_id, before, after)
            select $1, %1$L, only_keys(b.old, primary_key_of(%1$L)), (b.old ->> %2$L)::uuid, (b.old ->> %3$L)::uuid,
                   case when x.%5$I is null then b.old - $2 else said_otherwise(b.old - $2, to_jsonb(x)) end,
                   case when x.%5$I is not null then said_otherwise(to_jsonb(x) - $2, b.old) end
            from before_feed b left join %1$I x on %4$s
            where b.tab = %1$L and (x.%5$I is null or to_jsonb(x) - $2 <> b.old - $2)',
            t.tab, t.person, t.other, key_matches(t.tab::regclass, 'b.old'), (primary_key_of(t.tab::regclass))[1])
            using import, generated_of(t.tab::regclass);
        if t.tab not in ('person', 'place', 'account') then
            -- Of whom and what was there before; the rest goes with whom it was made for.
            others := case t.tab when 'place_key' then 'place_id' when 'guardian_link' then 'guardian_id' else t.person end;
            execute format('insert into feed_undo (import_id, tab, key, person_id, other_person_id, after)
                select $1, %1$L, only_keys(to_jsonb(x), primary_key_of(%1$L)), (to_jsonb(x) ->> %2$L)::uuid,
                       (to_jsonb(x) ->> %3$L)::uuid, to_jsonb(x)
                from %1$I x where x.xmin = $2
                  and not exists (select from before_feed b where b.tab = %1$L and %4$s)
                  and not exists (select from made m where m.id in (x.%5$I, x.%6$I))',
                t.tab, t.person, t.other, key_matches(t.tab::regclass, 'b.old'),
                coalesce(t.person, 'place_id'), others) using import, this;
        end if;
    end loop;
end
$$;
