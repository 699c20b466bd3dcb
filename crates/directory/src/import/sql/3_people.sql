-- Who is who. By key; else, for a pupil, by INE when the holder is no longer in the feed under a key of his
-- own: he moved and got a new key, his account and content stay.
insert into who
select s.key, k.person_id, false, false from stage_person s
join person_key k on k.source = 'aaf' and k.key = s.key;

insert into who
select distinct on (p.id) s.key, p.id, false, true from stage_person s
join person p on p.ine = s.ine
where s.category = 'pupil' and s.action <> 'd'
  and not exists (select from who w where w.key = s.key)
  and not exists (select from who w where w.person_id = p.id and w.key in (select key from stage_seen))
  and not exists (select from person_key k join stage_seen e on e.key = k.key where k.source = 'aaf' and k.person_id = p.id)
  -- Whom a delta does not name is still there: a mistyped INE must not hand his account to another.
  and ((select complete from this_import) or p.leaving_since is not null
       or not exists (select from person_key k where k.source = 'aaf' and k.person_id = p.id)
       or exists (select from stage_person d join who w on w.key = d.key where d.action = 'd' and w.person_id = p.id))
order by p.id, s.pos;

-- Made by hand, or from ONDE, before the feed knew them: the same person when it is certain on both sides. He
-- keeps his account and what he wrote; what is not certain becomes a doubt (6_doubts).
create temp table by_hand on commit drop as
select p.id, plain_name(p.last_name) as last, plain_name(p.birth_name) as birth, plain_name(p.first_name) as first,
       p.birth_date, lower(p.email) as email
from person p where p.leaving_since is null
  and not exists (select from person_key k where k.person_id = p.id and k.source = 'aaf')
  and (exists (select from role r where r.person_id = p.id and r.source = 'head' and r.until_day is null)
       or exists (select from guardian_link g where g.guardian_id = p.id and g.source = 'head' and g.until_day is null));
-- Nothing is compared where nobody was made by hand.
create temp table unknown_yet on commit drop as
select s.key, s.category, plain_name(s.last_name) as last, plain_name(s.birth_name) as birth,
       plain_name(s.first_name) as first, s.birth_date, lower(s.email) as email
from stage_person s where exists (select from by_hand) and s.action <> 'd' and s.last_name is not null
  and s.first_name is not null and not exists (select from who w where w.key = s.key);
analyze by_hand, unknown_yet;
create temp table alike on commit drop as
select u.key, h.id, 'name_and_birth' as reason from unknown_yet u
join by_hand h on h.birth_date = u.birth_date and h.last = u.last and h.first = u.first
where u.category = 'pupil'
  and exists (select from role r join stage_role t on t.person_key = u.key
              join place_key k on k.source = 'aaf' and k.key = t.structure_key and k.school_year = 0 and k.place_id = r.school_id
              where r.person_id = h.id and r.kind = 'pupil' and r.until_day is null);
insert into who
select key, id, false, true
from (select a.*, count(*) over (partition by key) as ids, count(*) over (partition by id) as keys from alike a) a
where ids = 1 and keys = 1;
analyze who;
-- Then their families: the same name for the same child; or the same name and mail, as for adults of schools.
insert into alike
select distinct u.key, h.id, 'name_and_child' from unknown_yet u
join by_hand h on h.first = u.first and (h.last in (u.last, u.birth) or h.birth = u.last)
where u.category = 'relative'
  and exists (select from stage_link l join who w on w.key = l.pupil_key
              join guardian_link g on g.pupil_id = w.person_id and g.guardian_id = h.id and g.until_day is null
              where l.relative_key = u.key
              union all
              select from pending_link l join guardian_link g on g.pupil_id = l.pupil_id and g.guardian_id = h.id and g.until_day is null
              where l.source = 'aaf' and l.relative_key = u.key);
insert into alike
select u.key, h.id, 'email' from unknown_yet u
join by_hand h on h.email = u.email and h.first = u.first and (h.last in (u.last, u.birth) or h.birth = u.last)
where u.category <> 'pupil' and not exists (select from alike a where a.key = u.key and a.id = h.id);
insert into who
select key, id, false, true
from (select a.*, count(*) over (partition by key) as ids, count(*) over (partition by id) as keys from alike a) a
where reason <> 'name_and_birth' and ids = 1 and keys = 1;
delete from alike a where exists (select from who w where w.key = a.key);
-- An adult of the same name in the same school may be a namesake: that is for a human.
insert into alike
select distinct u.key, h.id, 'name_and_school' from unknown_yet u
join by_hand h on h.first = u.first and h.last = u.last
join role r on r.person_id = h.id and r.kind <> 'pupil' and r.until_day is null
join stage_role t on t.person_key = u.key
join place_key k on k.source = 'aaf' and k.key = t.structure_key and k.school_year = 0 and k.place_id = r.school_id
where u.category = 'staff' and not exists (select from who w where w.key = u.key)
  and not exists (select from alike a where a.key = u.key and a.id = h.id);
insert into person_key (source, key, person_id, category, hash)
select 'aaf', w.key, w.person_id, s.category, '\x' from who w join stage_person s on s.key = w.key
where w.rekeyed and not exists (select from person_key k where k.source = 'aaf' and k.key = w.key);

-- New people. A relative whom no pupil names is not ours (the feed covers an academy); a change of
-- somebody unknown creates only when it says enough.
analyze who;
create temp table newcomer on commit drop as
select s.* from stage_person s
where s.action <> 'd' and s.last_name is not null and s.first_name is not null
  and not exists (select from who w where w.key = s.key)
  and (s.category <> 'relative'
       or exists (select from stage_link l where l.relative_key = s.key)
       or exists (select from pending_link l where l.source = 'aaf' and l.relative_key = s.key));
analyze newcomer;

insert into line
select null, 'odd', null, s.key, 'Modification d’une personne inconnue : demandez un flux complet.'
from stage_person s where s.action = 'm' and s.category <> 'relative'
  and not exists (select from who w where w.key = s.key) and not exists (select from newcomer n where n.key = s.key);

-- An INE that somebody else holds is left out, and the doubt waits for a human.
create temp table ine_doubt on commit drop as
select n.key, n.new_id, p.id as other from newcomer n join person p on p.ine = n.ine;
update newcomer n set ine = null from ine_doubt d where d.key = n.key;
update newcomer n set ine = null
from newcomer o where o.ine = n.ine and o.pos < n.pos;

insert into person (id, title, last_name, first_name, other_names, birth_name, birth_date, email, mobile, home_phone,
    work_phone, street, postcode, town, country, share_address, level, level_code, ine, created_at)
select new_id, coalesce(title, ''), last_name, first_name, coalesce(other_names, '{}'), birth_name, birth_date, email, mobile,
    home_phone, work_phone, street, postcode, town, country, coalesce(share_address, false), level, level_code, ine,
    (select now from this_import)
from newcomer;
insert into person_key (source, key, person_id, category, hash)
select 'aaf', key, new_id, category, hash from newcomer;
insert into who select key, new_id, true, false from newcomer;
-- After a first import the planner would still take these tables for empty, and try every pair.
analyze who;
do $$ begin
    if (select count(*) from newcomer) > 1000 then analyze person, person_key; end if;
end $$;
insert into duplicate_doubt (id, person_a, person_b, reason, found_at)
select gen_random_uuid(), least(new_id, other), greatest(new_id, other), 'ine', (select now from this_import)
from ine_doubt on conflict do nothing;

-- Logins: base, base2, base3… The number goes on after the highest ever given.
with taken as (
    select regexp_replace(login, '[0-9]+$', '') as base,
           max(coalesce(nullif(substring(login from '[0-9]+$'), '')::int, 1)) as last
    from (select login from account union all select login from former_login) given
    where regexp_replace(login, '[0-9]+$', '') in (select login_base from newcomer)
    group by 1
), numbered as (
    select n.new_id, n.login_base,
           coalesce(t.last, 0) + row_number() over (partition by n.login_base order by n.pos) as number
    from newcomer n left join taken t on t.base = n.login_base
)
insert into account (person_id, login, state, created_at)
select new_id, login_base || case when number = 1 then '' else number::text end, 'to_activate', (select now from this_import)
from numbered;

-- Those we know: what the record lists replaces; an e-mail that the person entered stays. The same change
-- again is none.
insert into changed
select distinct w.person_id from stage_person s join who w on w.key = s.key and not w.is_new
join person_key k on k.source = 'aaf' and k.key = s.key
where s.action <> 'd' and k.hash is distinct from case when s.action = 'a' then s.hash else '\x01' || s.hash end;
update person p set
    title = case when s.said & 1 <> 0 then coalesce(s.title, '') else p.title end,
    last_name = case when s.said & 2 <> 0 then coalesce(s.last_name, p.last_name) else p.last_name end,
    first_name = case when s.said & 4 <> 0 then coalesce(s.first_name, p.first_name) else p.first_name end,
    other_names = case when s.said & 8 <> 0 then coalesce(s.other_names, '{}') else p.other_names end,
    birth_name = case when s.said & 16 <> 0 then s.birth_name else p.birth_name end,
    birth_date = case when s.said & 32 <> 0 then s.birth_date else p.birth_date end,
    email = case when s.said & 64 <> 0 and not p.email_by_person then s.email else p.email end,
    mobile = case when s.said & 128 <> 0 then s.mobile else p.mobile end,
    home_phone = case when s.said & 256 <> 0 then s.home_phone else p.home_phone end,
    work_phone = case when s.said & 512 <> 0 then s.work_phone else p.work_phone end,
    street = case when s.said & 1024 <> 0 then s.street else p.street end,
    postcode = case when s.said & 2048 <> 0 then s.postcode else p.postcode end,
    town = case when s.said & 4096 <> 0 then s.town else p.town end,
    country = case when s.said & 8192 <> 0 then s.country else p.country end,
    share_address = case when s.said & 16384 <> 0 then coalesce(s.share_address, false) else p.share_address end,
    level = case when s.said & 32768 <> 0 then s.level else p.level end,
    level_code = case when s.said & 32768 <> 0 then s.level_code else p.level_code end,
    ine = case when s.said & 65536 <> 0 and s.ine is not null
               and not exists (select from person o where o.ine = s.ine and o.id <> p.id)
               then s.ine else p.ine end
from stage_person s join who w on w.key = s.key and not w.is_new
where p.id = w.person_id and s.action <> 'd';
-- After a change in parts the hash of the last whole record no longer holds: that of the part, marked, says
-- only that this change was made.
update person_key k set hash = case when s.action = 'a' then s.hash else '\x01' || s.hash end
from stage_person s where k.source = 'aaf' and k.key = s.key and s.action <> 'd' and k.hash is distinct from s.hash;

-- Back again: the same account, as it was.
select come_back(array(
    select w.person_id from stage_person s join who w on w.key = s.key
    join person p on p.id = w.person_id and p.leaving_since is not null
    where s.action <> 'd' and s.category <> 'relative'));

-- Who leaves: deleted by a delta, or absent from a complete feed. Relatives follow their children (5_links).
insert into leaver
select distinct w.person_id from stage_person s join who w on w.key = s.key
join person p on p.id = w.person_id and p.leaving_since is null
where s.action = 'd' and s.category <> 'relative'
  and not exists (select from who o join stage_seen e on e.key = o.key where o.person_id = w.person_id)
union
select k.person_id from person_key k join person p on p.id = k.person_id and p.leaving_since is null
where (select complete from this_import) and k.source = 'aaf' and k.category <> 'relative'
group by k.person_id
having not bool_or(exists (select from stage_seen e where e.key = k.key));
-- Perhaps made by hand, and not surely.
insert into duplicate_doubt (id, person_a, person_b, reason, found_at)
select gen_random_uuid(), least(n.new_id, a.id), greatest(n.new_id, a.id), a.reason, (select now from this_import)
from alike a join newcomer n on n.key = a.key on conflict do nothing;
drop table newcomer, ine_doubt, by_hand, unknown_yet, alike;
