-- Roles that the feed gives. What a teacher or a head chose (who teaches which class) is not the feed's.
create temp table said on commit drop as
select w.person_id, s.category, s.action,
       s.said & (1 << 20) <> 0 as school, s.said & (1 << 21) <> 0 as classes,
       s.said & (1 << 22) <> 0 as groups, s.said & (1 << 24) <> 0 as functions
from stage_person s join who w on w.key = s.key where s.action <> 'd';

-- What the feed calls a structure or a class, and the place that it is. Two ways to say it: with an `or`
-- between them the planner can only try every pair.
create temp table said_place on commit drop as
select k.key as structure_key, null as class_kind, null as class_key, p.id, p.kind, p.school_id
from place_key k join place p on p.id = k.place_id where k.source = 'aaf' and k.school_year = 0
union all
select null, split_part(k.key, ':', 1), substr(k.key, strpos(k.key, ':') + 1), p.id, p.kind, p.school_id
from place_key k join place p on p.id = k.place_id join this_import i on i.year = k.school_year where k.source = 'aaf';
analyze said_place;
create temp table wanted on commit drop as
select distinct w.person_id, r.kind, r.place_id, r.school_id, r.place_kind
from (
    select r.*, p.id as place_id, p.kind as found, p.school_id
    from stage_role r join said_place p on p.structure_key = r.structure_key where r.class_key is null
    union all
    select r.*, p.id, p.kind, p.school_id
    from stage_role r join said_place p on p.class_kind = r.place_kind and p.class_key = r.class_key
) r
join who w on w.key = r.person_key
where (r.kind = 'inspector') = (r.found = 'circonscription') or r.kind = 'staff';
create index on wanted (person_id);
analyze said, wanted;

-- A pupil without class is in the school; with one, only there.
delete from wanted d where d.kind = 'pupil' and d.place_kind = 'school' and (
    exists (select from wanted c where c.person_id = d.person_id and c.place_kind = 'class')
    or (not (select classes from said s where s.person_id = d.person_id limit 1)
        and exists (select from role r join place c on c.id = r.place_id and c.kind = 'class'
                    where r.person_id = d.person_id and r.kind = 'pupil' and r.until_day is null and r.school_id = d.school_id)));

-- The class that a head gave by hand. The feed says the same: it is the feed's from now on. The feed says
-- another: a feed is some days late, so the head's holds for three weeks, and the report says so; after that
-- the feed's holds.
create temp table by_head on commit drop as
select r.id, r.person_id, r.place_id, r.school_id, r.from_day > i.today - 21 as fresh, p.name
from role r join place p on p.id = r.place_id and p.kind = 'class', this_import i
where r.kind = 'pupil' and r.source = 'head' and r.until_day is null
  and r.person_id in (select person_id from said where category = 'pupil');
update role r set source = 'feed' from by_head h
where r.id = h.id and exists (select from wanted w where w.person_id = h.person_id and w.kind = 'pupil' and w.place_id = h.place_id);
delete from by_head h where exists (select from wanted w where w.person_id = h.person_id and w.kind = 'pupil' and w.place_id = h.place_id);
insert into line
select h.school_id, 'odd', h.person_id, c.first_name || ' ' || c.last_name,
       'Classe donnée par la direction : ' || h.name || ' ; l’annuaire dit ' || p.name
from by_head h join wanted w on w.person_id = h.person_id and w.kind = 'pupil' and w.place_kind = 'class'
join place p on p.id = w.place_id join person_card c on c.person_id = h.person_id where h.fresh;
insert into ended_role
select h.person_id, 'pupil', h.place_id, h.school_id from by_head h
where not h.fresh and exists (select from wanted w where w.person_id = h.person_id and w.kind = 'pupil'
                              and (w.place_kind = 'class' or w.school_id <> h.school_id));
delete from wanted w using by_head h
where w.person_id = h.person_id and w.kind = 'pupil' and w.place_kind in ('class', 'school')
  and (h.fresh or w.place_kind = 'school' and w.school_id = h.school_id);

-- A feed of last year says nothing any more of a class that is over.
delete from wanted w using place p
where p.id = w.place_id and p.kind in ('class', 'group') and p.closed_on is not null;
-- A head moved the pupil after the feed had placed him: that the feed has not heard of it is no news.
delete from wanted w using place p
where p.id = w.place_id and w.kind = 'pupil' and w.place_kind = 'class'
  and exists (select from role r where r.person_id = w.person_id and r.kind = 'pupil' and r.place_id = w.place_id
                and r.until_day is not null)
  and exists (select from role r join place o on o.id = r.place_id and o.kind = 'class' and o.school_year = p.school_year
              where r.person_id = w.person_id and r.kind = 'pupil' and r.source = 'head' and r.until_day is null
                and r.school_id = w.school_id and r.place_id <> w.place_id);
-- The last day of a mandate that somebody said by hand: a feed that goes on naming the head opens nothing again.
-- Once a feed names her no more it has caught up, and what it says later is new.
update role r set fed_on = i.today from this_import i
where r.kind = 'head' and r.ended_at is not null and r.fed_on is null
  and (r.person_id in (select person_id from leaver)
       or exists (select from said s where s.person_id = r.person_id and s.category = 'staff' and s.functions)
          and not exists (select from wanted w where w.person_id = r.person_id and w.kind = 'head' and w.place_id = r.place_id));
delete from wanted w using role r
where w.kind = 'head' and r.kind = 'head' and r.person_id = w.person_id and r.place_id = w.place_id
  and r.ended_at is not null and r.fed_on is null;
-- Where both say the same it is the feed's from here on; where it says something new, the feed is right.
update role r set source = 'feed' from wanted w
where r.person_id = w.person_id and r.kind = 'pupil' and w.kind = 'pupil' and r.place_id = w.place_id
  and r.source = 'head' and r.until_day is null;
insert into ended_role
select r.person_id, r.kind, r.place_id, r.school_id
from role r join place p on p.id = r.place_id and p.kind in ('class', 'school')
where r.until_day is null and r.kind = 'pupil' and r.source = 'head'
  and exists (select from wanted w where w.person_id = r.person_id and w.kind = 'pupil' and w.place_kind = 'class');

insert into ended_role
select r.person_id, r.kind, r.place_id, r.school_id
from role r join place p on p.id = r.place_id
where r.until_day is null and (
    r.person_id in (select person_id from leaver) and r.source in ('feed', 'self', 'head')
    or r.source = 'feed' and not exists (
           select from wanted w where w.person_id = r.person_id and w.kind = r.kind and w.place_id = r.place_id)
       and exists (select from said s where s.person_id = r.person_id and (
           s.category = 'pupil' and r.kind = 'pupil' and (
               s.classes and p.kind in ('class', 'school')
               or s.groups and p.kind = 'group'
               or s.school and exists (select from wanted w where w.person_id = r.person_id and w.school_id <> r.school_id))
           or s.category = 'staff' and s.functions and r.kind <> 'pupil')));
-- Who leaves a school leaves its classes.
insert into ended_role
select r.person_id, r.kind, r.place_id, r.school_id from role r
where r.until_day is null and r.source in ('self', 'head')
  and exists (select from ended_role e where e.person_id = r.person_id and e.school_id = r.school_id)
  and not exists (select from ended_role e where e.person_id = r.person_id and e.kind = r.kind and e.place_id = r.place_id)
  and not exists (select from wanted w where w.person_id = r.person_id and w.school_id = r.school_id)
  and not exists (select from role f where f.person_id = r.person_id and f.school_id = r.school_id and f.source = 'feed'
                    and f.until_day is null and not exists (
                        select from ended_role e where e.person_id = f.person_id and e.kind = f.kind and e.place_id = f.place_id));

update role r set until_day = i.today - 1 from ended_role e, this_import i
where r.person_id = e.person_id and r.kind = e.kind and r.place_id = e.place_id and r.until_day is null;
delete from role r using this_import i where r.until_day < r.from_day and r.source = 'feed' and r.until_day = i.today - 1;

-- Whoever worked in a class that is over has no role there any more; her archive stays, and so does she in the
-- school, when that class was all that she had there.
insert into role (id, person_id, kind, place_id, school_id, from_day, source)
select distinct on (r.person_id, r.kind, r.school_id) gen_random_uuid(), r.person_id, r.kind, r.school_id, r.school_id, i.today, 'head'
from role r join place p on p.id = r.place_id and p.kind in ('class', 'group') and p.closed_on is not null, this_import i
where r.until_day is null and r.kind in ('teacher', 'atsem', 'aesh')
  and r.person_id not in (select person_id from leaver)
  and not exists (select from wanted w where w.person_id = r.person_id and w.school_id = r.school_id)
  and not exists (select from role o join place q on q.id = o.place_id
                  where o.person_id = r.person_id and o.school_id = r.school_id and o.until_day is null and q.closed_on is null)
on conflict do nothing;
update role r set until_day = i.today - 1 from place p, this_import i
where p.id = r.place_id and p.kind in ('class', 'group') and p.closed_on is not null
  and r.until_day is null and (r.kind <> 'pupil' or p.by_hand);

with made as (
    insert into role (id, person_id, kind, place_id, school_id, from_day, source)
    select gen_random_uuid(), w.person_id, w.kind, w.place_id, w.school_id, i.today, 'feed'
    from wanted w, this_import i
    where not exists (select from role r where r.person_id = w.person_id and r.kind = w.kind and r.place_id = w.place_id and r.until_day is null)
    on conflict do nothing
    returning person_id, kind, place_id, school_id)
insert into gained_role select * from made;
do $$ begin
    if (select count(*) from gained_role) > 1000 then analyze role; end if;
end $$;
analyze ended_role, gained_role, leaver, changed;

-- A class's levels are those of its pupils.
with level_order as (
    select * from unnest(array['TPS','PS','MS','GS','CP','CE1','CE2','CM1','CM2','UPE2A','ADAPT','ULIS']) with ordinality as t (level, rank)
), touched as (
    select place_id from gained_role where kind = 'pupil' union select place_id from ended_role where kind = 'pupil'
), found as (
    select r.place_id, array_agg(distinct p.level) as levels
    from role r join person p on p.id = r.person_id
    where r.kind = 'pupil' and r.until_day is null and p.level is not null and r.place_id in (select place_id from touched)
    group by r.place_id
)
update place c set levels = (select array_agg(o.level order by o.rank) from level_order o where o.level = any(f.levels))
from found f where c.id = f.place_id and c.kind in ('class', 'group');
drop table said, said_place, wanted, by_head;
