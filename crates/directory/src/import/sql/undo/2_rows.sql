-- Rows that were there before: given back as they were, where nobody has changed them since.
create temp table deed on commit drop as
select f.id as number, f.tab, f.key, f.person_id, f.other_person_id, f.before, f.after, t.by_column,
       null::jsonb as cur, null::text as what, null::jsonb as patch, '{}'::text[] as others
from feed_undo f join this_undo u on u.import_id = f.import_id join feed_tables() t on t.tab = f.tab;
create index on deed (number);
analyze deed;
do $$
declare
    t record;
begin
    for t in select * from feed_tables() loop
        execute format('update deed j set cur = to_jsonb(x) - $1 from %I x where j.tab = %L and %s',
                       t.tab, t.tab, key_matches(t.tab::regclass, 'j.key')) using generated_of(t.tab::regclass);
    end loop;
end $$;

-- Whose account opened, was blocked or closed since, after the import had changed what it may: she is left as she is.
create temp table apart on commit drop as
select distinct person_id from deed
where tab = 'account' and cur ->> 'state' not in (after ->> 'state', before ->> 'state');

update deed d set what = case
    when d.person_id in (select person_id from apart) or d.other_person_id in (select person_id from apart) then 'apart'
    when d.before is null and d.cur is null or d.cur is null and d.after is not null then 'nothing'
    when d.before is null then case when d.cur = d.after then 'delete' else 'otherwise' end
    when d.after is null then case when d.cur is null then 'insert' else 'nothing' end
    when not exists (select from jsonb_each(d.before) b where d.cur -> b.key is distinct from b.value) then 'nothing'
    when d.by_column
      or not exists (select from jsonb_each(d.after) a where d.cur -> a.key is distinct from a.value) then 'patch'
    else 'otherwise' end;
update deed d set
    patch = (select jsonb_object_agg(b.key, b.value) from jsonb_each(d.before) b where d.cur -> b.key is not distinct from d.after -> b.key),
    others = array(select b.key from jsonb_each(d.before) b
                   where d.cur -> b.key is distinct from d.after -> b.key and d.cur -> b.key is distinct from b.value order by 1)
where d.what = 'patch';
update deed set what = 'otherwise' where what = 'patch' and patch is null;

-- A number that somebody else has by now cannot come back.
update deed d set patch = d.patch - 'ine', others = d.others || 'ine'::text from person p
where d.tab = 'person' and d.what = 'patch' and d.patch ->> 'ine' is not null and p.ine = d.patch ->> 'ine'
  and p.id <> d.person_id and not exists (select from deed o where o.tab = 'person' and o.what = 'patch' and o.person_id = p.id and o.patch ? 'ine');
update deed d set patch = d.patch - 'uai', others = d.others || 'uai'::text from place p
where d.tab = 'place' and d.what = 'patch' and d.patch ->> 'uai' is not null and p.uai = d.patch ->> 'uai'
  and p.id <> (d.key ->> 'id')::uuid and not exists (select from deed o where o.tab = 'place' and o.what = 'patch' and o.key ->> 'id' = p.id::text and o.patch ? 'uai');

-- A pupil whom somebody has placed since stays where she is: her roles are one thing.
create temp table placed on commit drop as
select distinct d.person_id from deed d where d.tab = 'role' and d.what = 'otherwise' and coalesce(d.cur, d.after) ->> 'kind' = 'pupil'
union
select r.person_id from role r join place p on p.id = r.place_id and p.kind in ('class', 'school')
where r.kind = 'pupil' and r.until_day is null
  and r.person_id in (select person_id from deed where tab = 'role' and what in ('patch', 'insert')
                        and coalesce(cur, before) ->> 'kind' = 'pupil' and coalesce(patch, before) -> 'until_day' = 'null')
  and r.id::text not in (select key ->> 'id' from deed where tab = 'role');
update deed d set what = 'otherwise' where d.tab = 'role' and d.what in ('patch', 'insert', 'delete')
  and coalesce(d.cur, d.before, d.after) ->> 'kind' = 'pupil' and d.person_id in (select person_id from placed);
-- Of any other role: once open, not twice.
update deed d set what = 'otherwise' from role r
where d.tab = 'role' and d.what in ('patch', 'insert') and coalesce(d.patch -> 'until_day', d.before -> 'until_day') = 'null'
  and r.person_id = d.person_id and r.kind = coalesce(d.cur, d.before) ->> 'kind'
  and r.place_id::text = coalesce(d.cur, d.before) ->> 'place_id' and r.until_day is null and r.id::text <> d.key ->> 'id'
  and not exists (select from deed o where o.tab = 'role' and o.what = 'delete' and o.key ->> 'id' = r.id::text);
analyze deed;

do $$
declare
    t record;
    columns text;
begin
    for t in select * from feed_tables() loop
        execute format('delete from %I x using deed j where j.tab = %L and j.what = ''delete'' and %s',
                       t.tab, t.tab, key_matches(t.tab::regclass, 'j.key'));
    end loop;
    -- Two may have changed numbers with each other.
    update person p set ine = null from deed j where j.tab = 'person' and j.what = 'patch' and j.patch ? 'ine' and p.id = j.person_id;
    update place p set uai = null from deed j where j.tab = 'place' and j.what = 'patch' and j.patch ? 'uai' and p.id = (j.key ->> 'id')::uuid;
    for t in select * from feed_tables() loop
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
        where attrelid = t.tab::regclass and attnum > 0 and not attisdropped and attgenerated = '';
        execute format('update %1$I x set (%2$s) = (select %2$s from jsonb_populate_record(x, j.patch))
                        from deed j where j.tab = %1$L and j.what = ''patch'' and %3$s',
                       t.tab, columns, key_matches(t.tab::regclass, 'j.key'));
        execute format('insert into %1$I (%2$s) select %3$s from deed j, jsonb_populate_record(null::%1$I, j.before) b
                        where j.tab = %1$L and j.what = ''insert'' on conflict do nothing',
                       t.tab, columns, 'b.' || replace(columns, ', ', ', b.'));
    end loop;
end $$;
-- A class that is open again is no archive.
delete from archive_member m using audience a, deed d
where a.id = m.audience_id and d.tab = 'place' and d.what = 'patch' and d.patch -> 'closed_on' = 'null'
  and a.place_id = (d.key ->> 'id')::uuid;
