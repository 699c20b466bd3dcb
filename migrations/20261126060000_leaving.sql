-- Leaving and erasing (order of 30 Nov 2006, art. 6): end of entitlement, three months for one's own data, then
-- nothing. Who never came is erased after the week in which the project can look at the list.

-- The project keeps somebody who would be erased, and says why. Whoever is held is not erased.
create table erasure_hold (
    person_id uuid primary key references person (id),
    reason    text not null check (reason <> ''),
    held_by   uuid not null references person (id),
    held_at   timestamptz not null
);

-- Art. 6: who objects, her contributions go with her instead of staying without her name.
create table objection (
    person_id uuid primary key references person (id),
    made_by   uuid not null references person (id),   -- herself, or a guardian
    made_at   timestamptz not null
);

create function erasure_day(leaving_since date, used boolean) returns date language sql immutable as $$
    select case when used then (leaving_since + interval '3 months')::date else leaving_since + 7 end
$$;

-- Who has a reason to hold an account on a day, or will have one: a role, or a pupil to answer for.
create function entitled(on_day date) returns table (person_id uuid) language sql stable as $$
    select r.person_id from role r where r.until_day is null or r.until_day >= on_day
    union
    select g.guardian_id from guardian_link g join role r on r.person_id = g.pupil_id and r.kind = 'pupil'
    where (r.until_day is null or r.until_day >= on_day) and (g.until_day is null or g.until_day >= on_day)
$$;

-- Which columns refer to a person or an item: directly, through the key of another table, or by name only.
-- The audit is never rewritten, and holds ids only.
create function life_references() returns table (tab regclass, col name, target text) language sql stable as $$
    with recursive foreign_key as (
        select c.conrelid as from_table, f.attname as from_column, c.confrelid as to_table, t.attname as to_column
        from pg_constraint c
        join lateral unnest(c.conkey, c.confkey) k (from_at, to_at) on true
        join pg_attribute f on f.attrelid = c.conrelid and f.attnum = k.from_at
        join pg_attribute t on t.attrelid = c.confrelid and t.attnum = k.to_at
        where c.contype = 'f'
    ), refers as (
        select from_table, from_column, to_table::regclass::text as to_what from foreign_key
        where to_table in ('person'::regclass, 'item'::regclass) and to_column = 'id'
        union
        select a.attrelid::oid, a.attname, case a.attname when 'item_id' then 'item' else 'person' end
        from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
        where (a.attname like '%person\_id' or a.attname = 'item_id')
          and c.relnamespace = 'public'::regnamespace and c.oid <> 'audit'::regclass
        union
        select k.from_table, k.from_column, r.to_what from foreign_key k
        join refers r on r.from_table = k.to_table and r.from_column = k.to_column
    )
    select distinct from_table::regclass, from_column, to_what from refers
$$;

-- Deletes rows, and before them whatever cannot be without them.
create function delete_with_what_hangs(tab regclass, col name, ids uuid[]) returns void language plpgsql as $$
declare
    k record;
    hangs uuid[];
begin
    if coalesce(cardinality(ids), 0) = 0 then return; end if;
    for k in select c.conrelid::regclass as from_tab, f.attname as from_col, t.attname as to_col
             from pg_constraint c
             join pg_attribute f on f.attrelid = c.conrelid and f.attnum = c.conkey[1]
             join pg_attribute t on t.attrelid = c.confrelid and t.attnum = c.confkey[1]
             where c.contype = 'f' and c.confrelid = tab and c.conrelid <> c.confrelid and c.confdeltype = 'a'
               and cardinality(c.conkey) = 1 and t.atttypid = 'uuid'::regtype
    loop
        execute format('select array_agg(%I) from %s where %I = any($1)', k.to_col, tab, col) into hangs using ids;
        perform delete_with_what_hangs(k.from_tab, k.from_col, hangs);
    end loop;
    execute format('delete from %s where %I = any($1)', tab, col) using ids;
end
$$;

-- What people write: texts that no constraint holds to a list of words.
create function free_text(tab regclass) returns setof name language sql stable as $$
    select a.attname from pg_attribute a
    where a.attrelid = tab and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and a.atttypid = 'text'::regtype and a.attname not in ('kind', 'state', 'source', 'level')
      and not exists (select from pg_constraint c where c.conrelid = tab and a.attnum = any(c.conkey))
$$;

-- How somebody may be called in a text: her names, her addresses, her numbers.
create function names_pattern(asked uuid) returns text language sql stable as $$
    select '(?<!\w)(' || string_agg(regexp_replace(word, '([.*+?()\[\]{}|^$\\])', '\\\1', 'g'), '|' order by length(word) desc)
           || ')(?!\w)'
    from (select distinct word from person p left join account a on a.person_id = p.id
          cross join lateral unnest(array[p.first_name, p.last_name, p.shown_first_name, p.shown_last_name,
              p.birth_name, p.email, p.mobile, p.home_phone, p.work_phone, p.street, p.ine, a.login] || p.other_names) word
          where p.id = asked and length(word) >= 3) words
$$;

-- Her names go out of what she wrote and of what was written around it.
create function take_names_off(asked uuid, nameless text[]) returns void language plpgsql as $$
declare
    pattern constant text := names_pattern(asked);
    items uuid[];
    r record;
    c name;
begin
    if pattern is null then return; end if;
    select array_agg(id) into items from item where author_id = asked;
    for r in select tab, col, target, array[asked] as ids from life_references()
             where target = 'person' and tab || '.' || col = any(nameless)
             union all
             select tab, col, target, items from life_references() where target = 'item' and items is not null
    loop
        for c in select free_text(r.tab) loop
            execute format('update %s set %I = regexp_replace(%I, $1, ''…'', ''gi'') where %I = any($2) and %I ~* $1',
                           r.tab, c, c, r.col, c) using pattern, r.ids;
        end loop;
        -- Its files, by their names.
        for c in select a.attname from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                 where k.contype = 'f' and k.conrelid = r.tab and k.confrelid = 'file'::regclass loop
            execute format('update file set name = regexp_replace(replace(name, ''_'', '' ''), $1, ''…'', ''gi'')
                            where id in (select %I from %s where %I = any($2)) and replace(name, ''_'', '' '') ~* $1',
                           c, r.tab, r.col) using pattern, r.ids;
        end loop;
    end loop;
    -- What is kept at hand of these items says her name.
    update item set revision = revision + 1 where id = any(items);
    -- « CM1 MME CARREL » is a class of nobody now.
    update place p set name = coalesce(nullif(btrim(regexp_replace(p.name,
            '(?<!\w)((mme|mlle|m|mr)\.?\s+)?' || substr(pattern, 8), '', 'gi')), ''), 'Classe')
    where p.kind in ('class', 'group') and p.name ~* pattern
      and p.id in (select place_id from role where person_id = asked and kind <> 'pupil');
end
$$;

-- Erases people. `deleted` and `nameless`: « table.column », as every area's LIFE_CYCLE says.
create function erase_people(people uuid[], deleted text[], nameless text[]) returns void language plpgsql as $$
declare
    nobody constant uuid := '00000000-0000-7000-8000-0000000000ee';
    objectors uuid[];
    items uuid[];
    one uuid;
    r record;
begin
    insert into person (id, last_name, first_name, created_at) values (nobody, 'effacée', 'Personne', 'epoch')
    on conflict do nothing;
    people := array_remove(people, nobody);
    select array_agg(o.person_id) into objectors from objection o
    where o.person_id = any(people)
      -- What somebody wrote for her work is the school's.
      and not exists (select from role w where w.person_id = o.person_id and w.kind <> 'pupil');
    foreach one in array people loop
        perform take_names_off(one, nameless);
    end loop;
    -- Pupils who wait for a relative wait under her key.
    delete from pending_link l using person_key k
    where k.person_id = any(people) and k.source = l.source and k.key = l.relative_key;
    select array_agg(id) into items from item
    where owner_id = any(people) and 'item.owner_id' = any(deleted) or author_id = any(objectors);
    for r in select tab, col from life_references() where target = 'item' loop
        perform delete_with_what_hangs(r.tab, r.col, items);
    end loop;
    perform delete_with_what_hangs('item', 'id', items);
    for r in select tab, col from life_references() where target = 'person' and tab || '.' || col = any(deleted) loop
        perform delete_with_what_hangs(r.tab, r.col, people);
    end loop;
    for r in select tab, col from life_references() where target = 'person' and tab || '.' || col = any(nameless) loop
        if r.col = 'author_id' then perform delete_with_what_hangs(r.tab, r.col, objectors); end if;
        execute format('update %s set %I = $1 where %I = any($2)', r.tab, r.col, r.col) using nobody, people;
    end loop;
    delete from person where id = any(people);
end
$$;

-- Whom a line's reason names beside its person: an erased person leaves there too.
alter table feed_import_line add column other_person_id uuid;
