-- « Mes données »: what somebody asked for, of her own or of a child of hers. Kept for a week.
create table data_export (
    id        uuid primary key,
    person_id uuid not null references person (id),   -- whose data
    asked_by  uuid not null references person (id),
    asked_at  timestamptz not null,
    made_at   timestamptz,
    file_id   uuid references file (id)
);
create index data_export_asked_by on data_export (asked_by, asked_at desc);
create index data_export_person on data_export (person_id);
create index data_export_file on data_export (file_id);

-- Rows of a table as they are said to their owner: without what opens an account.
create function own_rows(tab regclass, col name, ids uuid[]) returns setof jsonb language plpgsql stable as $$
declare
    hidden text[];
begin
    select array_agg(attname::text) into hidden from pg_attribute
    where attrelid = tab and attnum > 0 and not attisdropped
      and (atttypid = 'bytea'::regtype or attname ~ '(hash|token|secret|code|key)');
    return query execute format('select to_jsonb(t) - $2 from %s t where t.%I = any($1)', tab, col)
        using ids, coalesce(hidden, '{}');
end
$$;

-- The files that these rows speak of.
create function own_files(tab regclass, col name, ids uuid[]) returns setof uuid language plpgsql stable as $$
declare
    c name;
begin
    for c in select a.attname from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
             where k.contype = 'f' and k.conrelid = tab and k.confrelid = 'file'::regclass loop
        return query execute format('select t.%I from %s t where t.%I = any($1) and t.%I is not null', c, tab, col, c) using ids;
    end loop;
end
$$;
