-- What was not undone, and why: one line a person, one a place. The words are the reader's.
create temp table kept on commit drop as
select s.person_id, null::uuid as place_id, s.why, '{}'::text[] as columns from stays s
union all
select person_id, null, 'apart', '{}' from apart
union all
select d.person_id, null, case when d.tab in ('guardian_link', 'pending_link') then 'link' else d.tab end,
       array(select distinct unnest(d2.others) from deed d2 where d2.person_id = d.person_id and d2.tab = d.tab order by 1)
from deed d where d.person_id is not null and d.tab <> 'person_key' and (d.what = 'otherwise' or cardinality(d.others) > 0)
  and d.person_id not in (select person_id from apart)
group by d.person_id, d.tab
union all
select null, (d.key ->> 'id')::uuid, 'place', d.others from deed d
where d.tab = 'place' and (d.what = 'otherwise' or cardinality(d.others) > 0)
union all
select null, g.id, 'place_holds', '{}' from place_goes g join place_stays s on s.id = g.id
where exists (select from place p where p.id = g.id);
create temp table sums on commit drop as
select (select count(*) from goes) as people_gone,
       (select count(distinct person_id) from deed where what in ('patch', 'insert', 'delete') and person_id is not null
          and tab <> 'person_key') as people_back,
       (select count(*) from place_gone) as places_gone,
       (select count(*) from deed where what = 'patch' and tab = 'place') as places_back,
       (select count(*) from kept) as kept;
