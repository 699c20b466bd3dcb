-- Places that the import made go, unless something was put there since.
create temp table place_goes on commit drop as
select p.id, p.name, coalesce(p.school_id, p.id) as school_id from feed_made m join this_undo u on u.import_id = m.import_id
cross join unnest(m.ids) i (id) join place p on p.id = i.id where m.tab = 'place';
create unique index on place_goes (id);
create temp table place_stays (id uuid primary key) on commit drop;
analyze place_goes;
do $$
declare
    r record;
begin
    for r in
        select c.conrelid::regclass as tab, f.attname as col, c.confrelid = 'audience'::regclass as audience
        from pg_constraint c join pg_attribute f on f.attrelid = c.conrelid and f.attnum = c.conkey[1]
        where c.contype = 'f' and (c.confrelid = 'place'::regclass and c.conrelid::regclass::text not in ('place', 'place_key', 'audience')
           or c.confrelid = 'audience'::regclass and c.conrelid::regclass::text not in ('audience_member', 'audience_stay'))
    loop
        execute case when r.audience
            then format('insert into place_stays select distinct a.place_id from %s x join audience a on a.id = x.%I
                         join place_goes g on g.id = a.place_id on conflict do nothing', r.tab, r.col)
            else format('insert into place_stays select distinct x.%I from %s x join place_goes g on g.id = x.%I
                         on conflict do nothing', r.col, r.tab, r.col) end;
    end loop;
    loop
        insert into place_stays select distinct g.id from place p
        join place_goes g on g.id in (p.parent_id, p.territory_id, p.school_id) and g.id <> p.id
        where p.id not in (select id from place_goes) or p.id in (select id from place_stays)
        on conflict do nothing;
        exit when not found;
    end loop;
end $$;
create temp table place_gone on commit drop as
select * from place_goes g where not exists (select from place_stays s where s.id = g.id);
create unique index on place_gone (id);
analyze place_gone;
delete from audience_member where audience_id in (select a.id from audience a join place_gone g on g.id = a.place_id);
delete from audience_stay where audience_id in (select a.id from audience a join place_gone g on g.id = a.place_id);
delete from audience where place_id in (select id from place_gone);
delete from place_key where place_id in (select id from place_gone);
delete from place where id in (select id from place_gone);
