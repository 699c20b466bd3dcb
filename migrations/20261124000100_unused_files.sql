-- Files that nothing refers to any more. Whoever refers to a file has a foreign key to it, so the keys
-- themselves say who is asked: a new table with files of its own needs no line here.
create function unused_files(before timestamptz) returns setof uuid language plpgsql stable as $$
declare
    unreferenced text;
begin
    select string_agg(format(' and not exists (select from %s r where r.%I = f.id)', c.conrelid::regclass, a.attname), '')
    into unreferenced
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'file'::regclass;
    return query execute 'select f.id from file f where f.created_at < $1' || coalesce(unreferenced, '') using before;
end
$$;
