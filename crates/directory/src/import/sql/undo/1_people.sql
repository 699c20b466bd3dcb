-- Whom the import made goes, unless he has come in since, or something is his that no feed brought.
create temp table stays (person_id uuid primary key, why text not null) on commit drop;
create temp table goes on commit drop as
select p.id from feed_made m join this_undo u on u.import_id = m.import_id cross join unnest(m.ids) i (id)
join person p on p.id = i.id where m.tab = 'person';
create unique index on goes (id);
analyze goes;
-- From here on nobody comes in who goes.
with held as (select a.person_id from account a join goes g on g.id = a.person_id order by a.person_id for update of a)
select count(*) from held;

insert into stays select a.person_id, 'came' from account a join goes g on g.id = a.person_id
where a.activated_at is not null or a.password_hash is not null or a.state = 'blocked';
insert into stays select a.person_id, 'printed' from account a join goes g on g.id = a.person_id
where a.code_hash is not null on conflict do nothing;
insert into stays select distinct r.person_id, 'by_hand' from role r join goes g on g.id = r.person_id
where r.source <> 'feed' on conflict do nothing;
insert into stays select distinct p.person_id, 'family'
from guardian_link l cross join lateral (values (l.pupil_id), (l.guardian_id)) p (person_id) join goes g on g.id = p.person_id
where l.source <> 'feed' or l.decided_by is not null or l.household is not null on conflict do nothing;
do $$
declare
    r record;
begin
    for r in select tab, col from refers_to_person()
        where tab::text not in ('account', 'person_key', 'role', 'guardian_link', 'pending_link', 'duplicate_doubt',
                                'audience_member', 'audience_stay', 'feed_import_line', 'feed_undo', 'actor_revision')
           or (tab = 'role'::regclass and col <> 'person_id') or (tab = 'duplicate_doubt'::regclass and col = 'settled_by')
    loop
        execute format('insert into stays select distinct x.%I, ''holds'' from %s x join goes g on g.id = x.%I
                        on conflict do nothing', r.col, r.tab, r.col);
    end loop;
    -- The family of whom stays, stays.
    loop
        insert into stays select distinct p.other, 'kin'
        from guardian_link l cross join lateral (values (l.pupil_id, l.guardian_id), (l.guardian_id, l.pupil_id)) p (one, other)
        join stays s on s.person_id = p.one join goes g on g.id = p.other
        where l.until_day is null on conflict do nothing;
        exit when not found;
    end loop;
end $$;
delete from goes using stays where stays.person_id = goes.id;
analyze goes;

delete from audience_member where person_id in (select id from goes);
delete from audience_stay where person_id in (select id from goes);
delete from duplicate_doubt where person_a in (select id from goes) or person_b in (select id from goes);
delete from pending_link where pupil_id in (select id from goes);
delete from guardian_link where pupil_id in (select id from goes) or guardian_id in (select id from goes);
delete from role where person_id in (select id from goes);
delete from person_key where person_id in (select id from goes);
delete from account where person_id in (select id from goes);
-- Their names are in the report.
delete from feed_import_line where person_id in (select id from goes) or other_person_id in (select id from goes);
delete from person where id in (select id from goes);
