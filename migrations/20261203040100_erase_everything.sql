-- Erasing read columns of text only, and none that any constraint looks at; a class's label was cleaned in one of
-- the places that copy it. It asked the catalogue anew for each person, too.
drop function take_names_off(uuid, text[]);
drop function free_text(regclass);

-- What people write: texts, lists of texts, and documents. Not what a check holds to words of a list, nor what is
-- the key of a thing (the name of a domain, the reference of a convention), nor what is computed.
create function written_columns(tab regclass) returns table (col name, kind regtype) language sql stable as $$
    select a.attname, a.atttypid::regtype from pg_attribute a
    where a.attrelid = tab and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype)
      -- Words of the program that no check lists.
      and a.attname not in ('kind', 'state', 'level', 'levels', 'services', 'tools', 'profiles', 'kinds', 'credential')
      and (tab <> 'guardian_link'::regclass or a.attname <> 'source')
      and not exists (select from pg_constraint c where c.conrelid = tab and a.attnum = any(c.conkey) and (c.contype = 'f'
          or c.contype = 'c' and pg_get_constraintdef(c.oid) ~ ('\m' || a.attname || ' (= ANY \(|~ |= ''[^''])')))
      -- In the index as it is, or in an expression.
      and not exists (select from pg_index i
          left join pg_depend d on d.objid = i.indexrelid and d.refobjid = tab and d.refobjsubid = a.attnum
          where i.indrelid = tab and i.indisunique and (a.attnum = any(i.indkey) or d.objid is not null))
$$;

-- In each text of a document, its keys too.
create function without_names(document jsonb, pattern text) returns jsonb language plpgsql immutable as $$
begin
    return case jsonb_typeof(document)
        when 'string' then to_jsonb(regexp_replace(document #>> '{}', pattern, '…', 'gi'))
        when 'array' then (select coalesce(jsonb_agg(without_names(value, pattern) order by at), '[]')
                           from jsonb_array_elements(document) with ordinality e (value, at))
        when 'object' then (select coalesce(jsonb_object_agg(regexp_replace(key, pattern, '…', 'gi'),
                                                             without_names(value, pattern)), '{}')
                            from jsonb_each(document))
        else document end;
end
$$;

create function without_names(texts text[], pattern text) returns text[] language sql immutable as $$
    select array(select regexp_replace(one, pattern, '…', 'gi') from unnest(texts) with ordinality t (one, at) order by at)
$$;

create function without_names(words text, pattern text) returns text language sql immutable as $$
    select regexp_replace(words, pattern, '…', 'gi')
$$;

-- How somebody may be called in a text: her names, her addresses, her numbers; with or without accents and
-- hyphens, as class labels have them.
create or replace function names_pattern(asked uuid) returns text language sql stable as $$
    select '(?<!\w)(' || string_agg(said, '|' order by length(said) desc) || ')(?!\w)'
    from (select distinct
              regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
              regexp_replace(regexp_replace(lower(word), '([.*+?()\[\]{}|^$\\])', '\\\1', 'g'),
                  '[aàâä]', '[aàâäÀÂÄ]', 'g'), '[eéèêë]', '[eéèêëÉÈÊË]', 'g'), '[iîï]', '[iîïÎÏ]', 'g'),
                  '[oôö]', '[oôöÔÖ]', 'g'), '[uùûü]', '[uùûüÙÛÜ]', 'g'), '[cç]', '[cçÇ]', 'g'),
                  '[-'' ’]', '[-'' ’]', 'g') as said
          from person p left join account a on a.person_id = p.id
          cross join lateral unnest(array[p.first_name, p.last_name, p.shown_first_name, p.shown_last_name,
              p.birth_name, p.email, p.mobile, p.home_phone, p.work_phone, p.street, p.ine, a.login] || p.other_names) word
          where p.id = asked and length(word) >= 3) words
$$;

-- « CM1 MME CARREL » is a class of nobody now.
create function label_without(label text, pattern text) returns text language sql immutable as $$
    select coalesce(nullif(btrim(regexp_replace(label, '(?<!\w)((mme|mlle|m|mr)\.?\s+)?' || substr(pattern, 8), '', 'gi')), ''),
                    'Classe')
$$;

-- Her name goes out of the labels of classes, wherever one is kept: of hers, and in her schools of those that call
-- somebody so (« MME CARREL »), for a class that was prepared without a teacher or renamed since is not tied to her.
create function take_name_off_labels(asked uuid, pattern text) returns void language plpgsql as $$
declare
    called constant text := '(?<!\w)(mme|mlle|m|mr)\.?\s+' || substr(pattern, 8);
    places uuid[];
    schools uuid[];
    labels text[];
    c record;
    plain text;
    n int;
begin
    select array_agg(distinct place_id), array_agg(distinct school_id) into places, schools from role
    where person_id = asked and kind <> 'pupil' and school_id is not null;
    if schools is null then return; end if;
    select array_agg(name) into labels from place where id = any(places) and kind in ('class', 'group') and name ~* pattern;
    update place p set name = label_without(p.name, pattern)
    where p.school_id = any(schools) and p.kind in ('class', 'group')
      and (p.name ~* called or p.id = any(places) and p.name ~* pattern);
    for c in select k.id, k.turn_id, k.name from year_turn_class k join year_turn t on t.id = k.turn_id
             where t.school_id = any(schools) and (k.name ~* called or k.name ~* pattern and (k.name = any(labels)
                 or k.place_id = any(places) or k.follows = any(places)
                 or exists (select from year_turn_teacher y where y.class_id = k.id and y.person_id = asked))) loop
        plain := label_without(c.name, pattern);
        n := 1;
        -- Two of a turn have not the same.
        while exists (select from year_turn_class o where o.turn_id = c.turn_id and o.id <> c.id
                      and o.name = plain || case n when 1 then '' else ' ' || n end) loop
            n := n + 1;
        end loop;
        update year_turn_class set name = plain || case n when 1 then '' else ' ' || n end where id = c.id;
    end loop;
    update year_turn_change x set word = label_without(x.word, pattern) from year_turn t
    where t.id = x.turn_id and t.school_id = any(schools) and x.what = 'class_tied'
      and (x.word ~* called or x.word ~* pattern and (x.word = any(labels) or x.place_id = any(places)));
    -- Whoever volunteered said with which classes.
    update joining_step s set details = jsonb_set(s.details, '{classes}', (
        select jsonb_agg(case when said ~* called or said = any(labels) then label_without(said, pattern) else said end order by at)
        from jsonb_array_elements_text(s.details -> 'classes') with ordinality e (said, at)))
    from joining j
    where j.id = s.joining_id and j.school_id = any(schools) and jsonb_typeof(s.details -> 'classes') = 'array'
      and exists (select from jsonb_array_elements_text(s.details -> 'classes') said where said ~* called or said = any(labels));
    -- « Classe renommée ».
    update feed_import_line l set label = without_names(l.label, pattern), reason = without_names(l.reason, pattern)
    from feed_import i
    where i.id = l.import_id and l.school_id = any(schools) and l.person_id is null and (l.label ~* called or l.label = any(labels) or l.reason ~* called);
end
$$;

-- Their names go out of what they wrote and of what was written around it. Each table is asked once which of them
-- it holds; who is in it is looked for there, and nowhere else.
create function take_names_off(people uuid[], nameless text[]) returns void language plpgsql as $$
declare
    one uuid;
    pattern text;
    r record;
    f name;
    found uuid[];
    rows_of text;
begin
    foreach one in array people loop
        pattern := names_pattern(one);
        if pattern is not null then perform take_name_off_labels(one, pattern); end if;
    end loop;
    for r in select l.tab, l.col, l.target, w.change, w.met,
                 array(select a.attname from pg_constraint k
                       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                       where k.contype = 'f' and k.conrelid = l.tab and k.confrelid = 'file'::regclass) as files
             from life_references() l
             left join lateral (
                 select string_agg(format('%1$I = without_names(%1$I, $1)', c.col), ', ') as change,
                        string_agg(format(case c.kind when 'text'::regtype then '%I ~* $1'
                            -- A document writes a line's end as « \n »: what stands before a name is not looked at.
                            when 'jsonb'::regtype then '%I::text ~* substr($1, 8)'
                            else 'array_to_string(%I, chr(10)) ~* $1' end, c.col), ' or ') as met
                 from written_columns(l.tab) c) w on true
             where l.target = 'item' or l.tab || '.' || l.col = any(nameless) loop
        if r.change is null and cardinality(r.files) = 0 then continue; end if;
        if r.target = 'person' then
            execute format('select array_agg(distinct %I) from %s where %I = any($1)', r.col, r.tab, r.col) into found using people;
            rows_of := format('%I = $2', r.col);
        else
            execute format('select array_agg(distinct i.author_id) from item i where i.author_id = any($1)
                            and exists (select from %s t where t.%I = i.id)', r.tab, r.col) into found using people;
            rows_of := format('%I in (select id from item where author_id = $2)', r.col);
        end if;
        foreach one in array coalesce(found, '{}') loop
            pattern := names_pattern(one);
            if pattern is null then continue; end if;
            if r.change is not null then
                execute format('update %s set %s where %s and (%s)', r.tab, r.change, rows_of, r.met) using pattern, one;
            end if;
            -- Its files, by their names.
            foreach f in array r.files loop
                execute format('update file set name = regexp_replace(replace(name, ''_'', '' ''), $1, ''…'', ''gi'')
                                where id in (select %I from %s where %s) and replace(name, ''_'', '' '') ~* $1', f, r.tab, rows_of)
                    using pattern, one;
            end loop;
        end loop;
    end loop;
    -- What is kept at hand of these items says her name.
    update item set revision = revision + 1 where author_id = any(people);
end
$$;

-- Erases people. `deleted` and `nameless`: « table.column », as every area's LIFE_CYCLE says.
create or replace function erase_people(people uuid[], deleted text[], nameless text[]) returns void language plpgsql as $$
declare
    nobody constant uuid := '00000000-0000-7000-8000-0000000000ee';
    objectors uuid[];
    items uuid[];
    r record;
begin
    insert into person (id, last_name, first_name, created_at) values (nobody, 'effacée', 'Personne', 'epoch')
    on conflict do nothing;
    people := array_remove(people, nobody);
    select array_agg(o.person_id) into objectors from objection o
    where o.person_id = any(people)
      -- What somebody wrote for her work is the school's.
      and not exists (select from role w where w.person_id = o.person_id and w.kind <> 'pupil');
    perform take_names_off(people, nameless);
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
