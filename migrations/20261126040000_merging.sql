-- Two records that are one person become one, and are two again when that was a mistake: for thirty days
-- everything that moved is in a journal. What is to happen to each column that refers to a person is said by
-- the areas (App.life_cycles) and given to merge_people; a column without an answer fails the merge.

-- The login of the account that went. It goes on opening the account that stayed, with the secret that went
-- with it, until a secret is next chosen: nobody is locked out, and soon there is one secret again.
create table former_login (
    login         text primary key,
    person_id     uuid not null references person (id),
    password_hash text,
    code_hash     bytea unique,
    code_made_at  timestamptz,
    since         timestamptz not null
);
create index former_login_person on former_login (person_id);

-- Whoever sets a secret, by whatever way: those of former logins end with the one before.
create function former_secrets_end() returns trigger language plpgsql as $$
begin
    update former_login set password_hash = null, code_hash = null, code_made_at = null
    where person_id = new.person_id and (password_hash is not null or code_hash is not null);
    return null;
end
$$;
create trigger account_secret_changes after update of password_hash on account for each row
    when (old.password_hash is distinct from new.password_hash) execute function former_secrets_end();

create table person_merge (
    id        uuid primary key,
    kept_id   uuid not null references person (id),
    gone_id   uuid not null,                     -- in no other table any more, until it is undone
    merged_at timestamptz not null,
    merged_by uuid references person (id),
    journal   jsonb,                             -- holds names: null once it is undone, or cannot be any more
    undone_at timestamptz,
    undone_by uuid references person (id)
);
create index person_merge_kept on person_merge (kept_id);
create index person_merge_open on person_merge (merged_at) where journal is not null;

-- Names for comparison: without accents, capitals, spaces and apostrophes.
create function plain_name(name text) returns text language sql immutable parallel safe as $$
    select regexp_replace(
        normalize(replace(replace(lower(name collate "und-x-icu"), 'œ', 'oe'), 'æ', 'ae'), NFD), '[^a-z]', '', 'g')
$$;
create index person_birth on person (birth_date) where birth_date is not null;

-- The columns that refer to a person: directly, through the key of another table, or by name only. Deepest first.
create function refers_to_person() returns table (tab regclass, col name) language sql stable as $$
    with recursive foreign_key as (
        select c.conrelid as from_table, f.attname as from_column, c.confrelid as to_table, t.attname as to_column
        from pg_constraint c
        join lateral unnest(c.conkey, c.confkey) k (from_at, to_at) on true
        join pg_attribute f on f.attrelid = c.conrelid and f.attnum = k.from_at
        join pg_attribute t on t.attrelid = c.confrelid and t.attnum = k.to_at
        where c.contype = 'f'
    ), refers as (
        select from_table, from_column, 1 as depth from foreign_key
        where to_table = 'person'::regclass and to_column = 'id'
        union
        select a.attrelid, a.attname, 1 from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
        where a.attname = 'person_id' and c.relnamespace = 'public'::regnamespace and c.oid <> 'audit'::regclass
        union
        select k.from_table, k.from_column, r.depth + 1 from foreign_key k
        join refers r on r.from_table = k.to_table and r.from_column = k.to_column where r.depth < 8
    )
    select from_table::regclass, from_column from refers group by 1, 2 order by max(depth) desc, 1::text, 2
$$;

create function primary_key_of(tab regclass) returns name[] language sql stable as $$
    select array_agg(a.attname order by a.attnum) from pg_index i
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = tab and i.indisprimary
$$;

create function only_keys(r jsonb, keys name[]) returns jsonb language sql immutable as $$
    select jsonb_object_agg(k, r -> k::text) from unnest(keys) k
$$;

-- One column: what moved and what had to go, as lines of the journal.
create function merge_column(tab regclass, col name, how text, keep uuid, gone uuid) returns jsonb
language plpgsql as $$
declare
    pk name[] := primary_key_of(tab);
    moved jsonb := '[]';
    dropped jsonb := '[]';
    found record;
    after jsonb;
begin
    if how = 'moves' then
        execute format('with m as (update %s x set %I = $1 where x.%I = $2 returning to_jsonb(x) as r)
                        select coalesce(jsonb_agg(only_keys(r, $3)), ''[]'') from m', tab, col, col)
            into moved using keep, gone, pk;
    elsif how = 'moves_unless_there' then
        for found in execute format('select x.ctid as at, to_jsonb(x) as r from %s x where x.%I = $1', tab, col) using gone
        loop
            begin
                execute format('update %s x set %I = $1 where x.ctid = $2 returning to_jsonb(x)', tab, col)
                    into after using keep, found.at;
                moved := moved || jsonb_build_array(only_keys(after, pk));
            exception when unique_violation or exclusion_violation or check_violation then
                execute format('delete from %s x where x.ctid = $1', tab) using found.at;
                dropped := dropped || jsonb_build_array(found.r);
            end;
        end loop;
    else
        execute format('with d as (delete from %s x where x.%I = $1 returning to_jsonb(x) as r)
                        select coalesce(jsonb_agg(r), ''[]'') from d', tab, col)
            into dropped using gone;
        -- What is derived is made anew; a session or a link that was closed never opens again.
        if how = 'derived' or tab in ('session'::regclass, 'password_reset'::regclass) then
            dropped := '[]';
        end if;
    end if;
    return case when moved = '[]' then '[]'
                else jsonb_build_array(jsonb_build_object('t', tab::text, 'c', col, 'moved', moved)) end
        || case when dropped = '[]' then '[]'
                else jsonb_build_array(jsonb_build_object('t', tab::text, 'dropped', dropped)) end;
end
$$;

-- The accounts of both, once nothing else refers to the one that goes. The login of the one who stays is
-- hers for life; a secret that she has no equal of comes with it. Whoever blocked either blocked the person.
create function merge_accounts(keep uuid, gone uuid, at timestamptz) returns jsonb language plpgsql as $$
declare
    k account := (select a from account a where a.person_id = keep);
    g account := (select a from account a where a.person_id = gone);
begin
    if g.login is null then
        return null;
    elsif k.login is null then
        update account set person_id = keep where person_id = gone;
        return jsonb_build_object('whole', true);
    end if;
    delete from account where person_id = gone;
    update account set
        state = (select w from unnest(array['blocked', 'active', 'to_activate', 'leaving', 'erased']) w
                 where w in (k.state, g.state) limit 1),
        password_hash = coalesce(k.password_hash, g.password_hash),
        charter_at = coalesce(k.charter_at, g.charter_at),
        activated_at = coalesce(k.activated_at, g.activated_at),
        code_hash = coalesce(k.code_hash, g.code_hash),
        code_made_at = case when k.code_hash is null then g.code_made_at else k.code_made_at end
    where person_id = keep;
    insert into former_login (login, person_id, password_hash, code_hash, code_made_at, since)
    values (g.login, keep, case when k.password_hash is not null then g.password_hash end,
            case when k.code_hash is not null then g.code_hash end,
            case when k.code_hash is not null then g.code_made_at end, at);
    return jsonb_build_object('gone', to_jsonb(g), 'before', to_jsonb(k),
                              'after', (select to_jsonb(a) from account a where a.person_id = keep));
end
$$;

-- `answers`: {"comment.author_id": "moves", …}. Returns the journal.
create function merge_people(keep uuid, gone uuid, answers jsonb, at timestamptz) returns jsonb language plpgsql as $$
declare
    steps jsonb := '[]';
    dropped jsonb;
    accounts jsonb;
    kept person;
    went person;
    filled jsonb := '{}';
    reference record;
    how text;
    field text;
    refers boolean;
begin
    perform from person where id in (keep, gone) order by id for update;
    kept := (select p from person p where p.id = keep);
    went := (select p from person p where p.id = gone);
    -- A pupil is in one school: the class of the one who stays is hers.
    with d as (
        delete from role r where r.person_id = gone and r.kind = 'pupil' and (r.until_day is null or r.until_day >= at::date)
            and exists (select from role k where k.person_id = keep and k.kind = 'pupil'
                        and (k.until_day is null or k.until_day >= at::date))
        returning to_jsonb(r) as r)
    select coalesce(jsonb_agg(r), '[]') into dropped from d;
    if dropped <> '[]' then
        steps := steps || jsonb_build_array(jsonb_build_object('t', 'role', 'dropped', dropped));
    end if;
    for reference in select tab, col from refers_to_person() where tab <> 'account'::regclass loop
        how := answers ->> (reference.tab::text || '.' || reference.col);
        if how is null then
            execute format('select exists (select from %s where %I = $1)', reference.tab, reference.col) into refers using gone;
            if refers then
                raise exception 'no answer for %.%', reference.tab, reference.col;
            end if;
        else
            steps := steps || merge_column(reference.tab, reference.col, how, keep, gone);
        end if;
    end loop;
    accounts := merge_accounts(keep, gone, at);
    delete from person where id = gone;
    -- What the one who stays does not say, the other may.
    foreach field in array array['birth_name', 'birth_date', 'email', 'mobile', 'home_phone', 'work_phone', 'level',
                                 'level_code', 'ine'] loop
        if to_jsonb(kept) ->> field is null and to_jsonb(went) ->> field is not null then
            execute format('update person set %I = ($2::person).%I where id = $1', field, field) using keep, went;
            filled := filled || jsonb_build_object(field, to_jsonb(went) -> field);
        end if;
    end loop;
    if kept.street is null and kept.town is null and went.street is not null then
        update person set street = went.street, postcode = went.postcode, town = went.town, country = went.country
        where id = keep;
        filled := filled || jsonb_build_object('street', went.street, 'postcode', went.postcode, 'town', went.town,
                                               'country', went.country);
    end if;
    if kept.leaving_since is not null and went.leaving_since is null then
        update person set leaving_since = null where id = keep;
    end if;
    return jsonb_build_object('person', to_jsonb(went), 'kept', to_jsonb(kept), 'filled', filled,
                              'accounts', accounts, 'steps', steps);
end
$$;

-- Rows as they were. What they refer to may be gone since: such a row stays away.
create function put_back(tab regclass, rows jsonb) returns void language plpgsql as $$
declare
    columns text := (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
                     where attrelid = tab and attnum > 0 and not attisdropped and attgenerated = '');
    one jsonb;
begin
    for one in select value from jsonb_array_elements(rows) loop
        begin
            execute format('insert into %s (%s) overriding system value
                            select %s from jsonb_populate_record(null::%s, $1) on conflict do nothing',
                           tab, columns, columns, tab) using one;
        exception when foreign_key_violation then null;
        end;
    end loop;
end
$$;

create function unmerge_people(keep uuid, gone uuid, journal jsonb) returns void language plpgsql as $$
declare
    before account := jsonb_populate_record(null::account, journal -> 'accounts' -> 'before');
    after account := jsonb_populate_record(null::account, journal -> 'accounts' -> 'after');
    field text;
    step jsonb;
    tab regclass;
begin
    perform from person where id = keep for update;
    for field in select jsonb_object_keys(journal -> 'filled') loop
        execute format('update person p set %I = null where p.id = $1 and to_jsonb(p) -> $2 = $3', field)
            using keep, field, journal -> 'filled' -> field;
    end loop;
    if journal -> 'kept' ->> 'leaving_since' is not null and journal -> 'person' ->> 'leaving_since' is null then
        update person set leaving_since = (journal -> 'kept' ->> 'leaving_since')::date where id = keep;
    end if;
    perform put_back('person', jsonb_build_array(journal -> 'person'));
    if (journal -> 'accounts' ->> 'whole')::boolean then
        update account set person_id = gone where person_id = keep;
    elsif journal -> 'accounts' -> 'gone' is not null then
        delete from former_login where login = journal -> 'accounts' -> 'gone' ->> 'login' and person_id = keep;
        -- What she has chosen since is hers; what was only lent goes back.
        update account set
            state = case when state = after.state then before.state else state end,
            charter_at = case when before.charter_at is null and charter_at = after.charter_at then null else charter_at end,
            activated_at = case when before.activated_at is null and activated_at = after.activated_at then null else activated_at end,
            code_hash = case when code_hash = after.code_hash then before.code_hash else code_hash end,
            code_made_at = case when code_hash = after.code_hash then before.code_made_at else code_made_at end,
            password_hash = case when password_hash = after.password_hash then before.password_hash else password_hash end
        where person_id = keep;
        perform put_back('account', jsonb_build_array(journal -> 'accounts' -> 'gone'));
    end if;
    for step in select value from jsonb_array_elements(journal -> 'steps') with ordinality order by ordinality desc loop
        tab := (step ->> 't')::regclass;
        if step ? 'dropped' then
            perform put_back(tab, step -> 'dropped');
        else
            execute format('update %s x set %I = $1 from jsonb_populate_recordset(null::%s, $3) k where x.%I = $2 and %s',
                           tab, step ->> 'c', tab, step ->> 'c',
                           (select string_agg(format('x.%I = k.%I', c, c), ' and ') from unnest(primary_key_of(tab)) c))
                using gone, keep, step -> 'moved';
        end if;
    end loop;
end
$$;

-- More reasons for a doubt: the same guardian of the same child; somebody made by hand although told.
alter table duplicate_doubt drop constraint duplicate_doubt_reason_check;
alter table duplicate_doubt add constraint duplicate_doubt_reason_check
    check (reason in ('name_and_birth', 'email', 'ine', 'name_and_child', 'name_and_school', 'by_hand'));
alter table duplicate_doubt add column settled_by uuid references person (id);
create index duplicate_doubt_open on duplicate_doubt (found_at) where settled_at is null;
