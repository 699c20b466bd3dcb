-- Families. The pupil's side is authoritative; a relative not received yet is kept as pending.
create temp table linked_pupil on commit drop as
select distinct w.person_id from stage_person s join who w on w.key = s.key
where s.category = 'pupil' and s.action <> 'd' and s.said & (1 << 23) <> 0;
create temp table wanted_link on commit drop as
select w.person_id as pupil_id, l.relative_key, k.person_id as guardian_id, l.relation, l.authority, l.rank
from stage_link l join who w on w.key = l.pupil_key
left join person_key k on k.source = 'aaf' and k.key = l.relative_key;
analyze linked_pupil, wanted_link;

update guardian_link g set until_day = i.today - 1 from this_import i
where g.until_day is null and g.source = 'feed' and g.pupil_id in (select person_id from linked_pupil)
  and not exists (select from wanted_link w where w.pupil_id = g.pupil_id and w.guardian_id = g.guardian_id);
insert into guardian_link (pupil_id, guardian_id, relation, authority, contact_rank, from_day, source)
select distinct on (pupil_id, guardian_id) pupil_id, guardian_id, relation, authority, rank, i.today, 'feed'
from wanted_link, this_import i where guardian_id is not null and guardian_id <> pupil_id
order by pupil_id, guardian_id, rank
on conflict (pupil_id, guardian_id) do update
    set relation = excluded.relation, authority = excluded.authority, contact_rank = excluded.contact_rank, until_day = null,
        source = 'feed'
    -- What a head said of authority holds; said alike by the feed, it is the feed's from now on.
    where guardian_link.source = 'feed'
       or guardian_link.until_day is null and guardian_link.authority = excluded.authority;
do $$ begin
    if (select count(*) from wanted_link) > 1000 then analyze guardian_link; end if;
end $$;

delete from pending_link p where p.source = 'aaf' and p.pupil_id in (select person_id from linked_pupil);
insert into pending_link (pupil_id, source, relative_key, relation, authority, since)
select distinct on (pupil_id, relative_key) pupil_id, 'aaf', relative_key, relation, authority, i.today
from wanted_link, this_import i where guardian_id is null
on conflict do nothing;

-- A relative that came at last.
insert into guardian_link (pupil_id, guardian_id, relation, authority, from_day, source)
select p.pupil_id, k.person_id, p.relation, p.authority, i.today, 'feed'
from pending_link p join person_key k on k.source = p.source and k.key = p.relative_key, this_import i
on conflict (pupil_id, guardian_id) do update set until_day = null where guardian_link.source = 'feed';
delete from pending_link p using person_key k where k.source = p.source and k.key = p.relative_key;

-- A relative deleted by a delta: the links end; the pupils still name him, so they wait.
update guardian_link g set until_day = i.today - 1
from stage_person s join who w on w.key = s.key, this_import i
where s.category = 'relative' and s.action = 'd' and g.guardian_id = w.person_id and g.until_day is null and g.source = 'feed';

-- Who is still in a space with a class of collège has left the school and keeps the account until its last day.
create temp table bridging on commit drop as
select distinct r.person_id from role r join joint_space j on j.place_id = r.place_id, this_import i
where r.until_day >= i.today;
delete from leaver where person_id in (select person_id from bridging);
-- Guardians come and go with their children.
create temp table minding on commit drop as
select g.guardian_id as person_id from guardian_link g
join role r on r.person_id = g.pupil_id and r.kind = 'pupil' and r.until_day is null
where g.until_day is null
union
select g.guardian_id from guardian_link g join bridging b on b.person_id = g.pupil_id where g.until_day is null;
analyze minding;
insert into leaver
select k.person_id from person_key k join person p on p.id = k.person_id and p.leaving_since is null
where k.source = 'aaf' and k.category = 'relative'
  and not exists (select from minding m where m.person_id = k.person_id)
  and not exists (select from role r where r.person_id = k.person_id and r.until_day is null)
on conflict do nothing;
select come_back(array(select m.person_id from minding m join person p on p.id = m.person_id and p.leaving_since is not null));

-- End of entitlement: the three months begin (order of 30 Nov 2006, art. 6).
update person p set leaving_since = i.today from this_import i
where p.leaving_since is null and p.id in (select person_id from leaver);
update account a set state = 'leaving' where a.state in ('active', 'to_activate') and a.person_id in (select person_id from leaver);
select close_sessions(array(select s.id from session s where s.person_id in (select person_id from leaver)));
analyze leaver;
drop table linked_pupil, wanted_link, minding, bridging;
