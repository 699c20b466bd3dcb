-- « Mes données » left out the postcode, whose name holds « code »; and repeated the name without its accents,
-- which serves the search only.
create or replace function own_rows(tab regclass, col name, ids uuid[]) returns setof jsonb language plpgsql stable as $$
declare
    hidden text[];
begin
    select array_agg(attname::text) into hidden from pg_attribute
    where attrelid = tab and attnum > 0 and not attisdropped
      and (atttypid = 'bytea'::regtype or attname ~ '(hash|token|secret|key|(^|_)code(_|$)|^plain$)');
    return query execute format('select to_jsonb(t) - $2 from %s t where t.%I = any($1)', tab, col)
        using ids, coalesce(hidden, '{}');
end
$$;
