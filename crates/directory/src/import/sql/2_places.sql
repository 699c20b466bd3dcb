-- Structures first, then the classes and groups that exist only through pupils.
-- The academy made for the first operator, before any feed, has no name: it is the one that the feed names.
update place set name = (select min(academy) from stage_place where academy is not null)
where kind = 'academy' and name = '' and exists (select from stage_place where academy is not null)
  and not exists (select from place p join stage_place s on p.kind = 'academy' and p.name = s.academy);

insert into place (id, kind, name, created_at)
select gen_random_uuid(), 'academy', s.academy, (select now from this_import)
from (select distinct academy from stage_place where academy is not null) s
where not exists (select from place p where p.kind = 'academy' and p.name = s.academy);

insert into place (id, kind, name, insee, created_at)
select distinct on (s.commune) gen_random_uuid(), 'commune', coalesce(s.town, s.commune), s.commune, (select now from this_import)
from stage_place s
where s.commune is not null and s.kind = 'school'
  and not exists (select from place p where p.kind = 'commune' and p.insee = s.commune)
order by s.commune, s.town;

-- A school known under another key (same UAI) gets this key too, and is not doubled.
insert into place_key (source, key, place_id)
select 'aaf', s.key, p.id from stage_place s join place p on p.uai = s.uai and p.kind = 'school'
where s.action <> 'd' and s.kind = 'school'
  and not exists (select from place_key k where k.source = 'aaf' and k.key = s.key and k.school_year = 0)
on conflict do nothing;

create temp table new_place on commit drop as
select s.key, gen_random_uuid() as id from stage_place s
where s.action <> 'd' and s.name is not null
  and not exists (select from place_key k where k.source = 'aaf' and k.key = s.key and k.school_year = 0);
-- An inspection that schools name but that the feed does not hold: made so that its teachers have a place.
insert into new_place
select distinct s.circonscription, gen_random_uuid() from stage_place s
where s.circonscription is not null
  and not exists (select from new_place n where n.key = s.circonscription)
  and not exists (select from place_key k where k.source = 'aaf' and k.key = s.circonscription and k.school_year = 0);

insert into place (id, kind, name, school_id, pseudo, uai, created_at)
select n.id, case when s.kind = 'circonscription' or s.key is null then 'circonscription' else 'school' end,
       coalesce(s.name, 'Circonscription ' || n.key),
       case when s.kind in ('school', 'pseudo') then n.id end, coalesce(s.kind = 'pseudo', false),
       case when s.kind = 'school' then s.uai end, (select now from this_import)
from new_place n left join stage_place s on s.key = n.key and s.action <> 'd';
insert into place_key (source, key, place_id) select 'aaf', key, id from new_place;
analyze place, place_key;

update place p set
    name = case when s.said & 1 <> 0 and s.name is not null then s.name else p.name end,
    uai = case when s.said & 2 <> 0 and p.kind = 'school' and s.kind = 'school' and s.uai is not null
               and not exists (select from place o where o.uai = s.uai and o.id <> p.id and o.kind = 'school')
               then s.uai else p.uai end,
    school_kind = case when s.said & 4 <> 0 then s.school_kind else p.school_kind end,
    private = case when s.said & 8 <> 0 then coalesce(s.private, false) else p.private end,
    street = case when s.said & 16 <> 0 then s.street else p.street end,
    postcode = case when s.said & 32 <> 0 then s.postcode else p.postcode end,
    town = case when s.said & 64 <> 0 then s.town else p.town end,
    phone = case when s.said & 128 <> 0 then s.phone else p.phone end,
    email = case when s.said & 256 <> 0 then s.email else p.email end,
    rpi = case when s.said & 512 <> 0 then s.rpi else p.rpi end,
    closed_on = null,
    territory_id = case when s.commune is not null and p.kind = 'school'
        then (select c.id from place c where c.kind = 'commune' and c.insee = s.commune limit 1) else p.territory_id end,
    parent_id = case
        when s.circonscription is not null then (select c.place_id from place_key c where c.source = 'aaf' and c.key = s.circonscription and c.school_year = 0)
        when p.kind = 'circonscription' and s.academy is not null then (select a.id from place a where a.kind = 'academy' and a.name = s.academy limit 1)
        else p.parent_id end
from stage_place s join place_key k on k.source = 'aaf' and k.key = s.key and k.school_year = 0
where p.id = k.place_id and s.action <> 'd';

update place p set closed_on = (select today from this_import)
from stage_place s join place_key k on k.source = 'aaf' and k.key = s.key and k.school_year = 0
where p.id = k.place_id and s.action = 'd';

-- Classes and groups of the year. Same key, another label: renamed, not another class.
create temp table said_class on commit drop as
select distinct on (place_kind, class_key) place_kind, class_key, label, k.place_id as school_id
from stage_role r join place_key k on k.source = 'aaf' and k.key = r.structure_key and k.school_year = 0
join place s on s.id = k.place_id and s.kind = 'school'
where class_key is not null
order by place_kind, class_key, label;
analyze said_class;

-- A class that the head prepared is the feed's under its label, or when both alone have the same levels: tied,
-- not doubled.
-- Grouped once: asked class by class, a whole academy's pupils would be read for each of its classes.
create temp table waits on commit drop as
select c.place_kind, c.class_key, c.school_id, c.label, l.levels
from said_class c join this_import i on true
left join (
    select r.place_kind, r.class_key, array_agg(distinct s.level order by s.level) as levels
    from stage_role r join stage_person s on s.key = r.person_key
    where r.class_key is not null and s.level is not null group by r.place_kind, r.class_key
) l on l.place_kind = c.place_kind and l.class_key = c.class_key
where not exists (select from place_key k where k.source = 'aaf' and k.key = c.place_kind || ':' || c.class_key
                  and k.school_year = i.year);
create temp table prepared on commit drop as
select p.id, p.kind, p.school_id, p.name, array(select l from unnest(p.levels) l order by l) as levels
from place p, this_import i
where p.kind in ('class', 'group') and p.school_year = i.year and p.closed_on is null and not p.by_hand
  and not exists (select from place_key k where k.place_id = p.id and k.source = 'aaf');
create temp table tied on commit drop as
select distinct on (p.id) w.place_kind, w.class_key, p.id from waits w
join prepared p on p.school_id = w.school_id and p.kind = w.place_kind and plain_label(p.name) = plain_label(w.label)
order by p.id, w.class_key;
insert into tied
select w.place_kind, w.class_key, p.id
from (select *, count(*) over (partition by school_id, levels) as same from waits
      where place_kind = 'class' and class_key not in (select class_key from tied where place_kind = 'class')) w
join (select *, count(*) over (partition by school_id, levels) as same from prepared
      where kind = 'class' and id not in (select id from tied)) p
  on p.school_id = w.school_id and p.levels = w.levels and p.same = 1 and w.same = 1;
insert into place_key (source, key, school_year, place_id)
select 'aaf', t.place_kind || ':' || t.class_key, i.year, t.id from tied t, this_import i on conflict do nothing;

-- The first feed of a new year closes the classes of the years before: archives of those who were in them.
select close_classes(array(
    select p.id from place p, this_import i
    where p.kind in ('class', 'group') and p.closed_on is null and p.school_year < i.year
      and p.school_id in (select school_id from said_class where place_kind = 'class')), (select today from this_import));

create temp table new_class on commit drop as
select c.*, gen_random_uuid() as id from said_class c, this_import i
where not exists (select from place_key k where k.source = 'aaf' and k.key = c.place_kind || ':' || c.class_key
                  and k.school_year = i.year);
insert into place (id, kind, name, parent_id, school_id, school_year, created_at)
select c.id, c.place_kind, c.label, c.school_id, c.school_id, i.year, i.now from new_class c, this_import i;
insert into place_key (source, key, school_year, place_id)
select 'aaf', c.place_kind || ':' || c.class_key, i.year, c.id from new_class c, this_import i;
analyze place, place_key;

insert into line select p.school_id, 'changed', null, c.label, 'Classe renommée : ' || p.name || ' devient ' || c.label
from said_class c, this_import i, place_key k, place p
where k.source = 'aaf' and k.key = c.place_kind || ':' || c.class_key and k.school_year = i.year
  and p.id = k.place_id and p.name <> c.label;
update place p set name = c.label
from said_class c, this_import i, place_key k
where k.source = 'aaf' and k.key = c.place_kind || ':' || c.class_key and k.school_year = i.year
  and p.id = k.place_id and p.name <> c.label;
drop table new_place, said_class, new_class, waits, prepared, tied;
