-- The IEN numérique who supports a circonscription without inspecting it: a role of hers there, from the first to the last
-- day on which she holds the function and supports it. It opens the page of support and the figures, and nothing else.
alter table role drop constraint role_kind_check;
alter table role add constraint role_kind_check check (kind in ('pupil','teacher','head','staff','inspector','operator',
    'project_manager','substitute','atsem','aesh','helper','commune_agent','legal_adviser','national','digital_inspector'));

-- The role that goes with it; none where who supports has no account, or holds the role there already.
alter table circonscription_backing add column role_id uuid;
with running as (
    select distinct on (f.person_id, b.place_id) b.id from circonscription_backing b join staff_function f on f.id = b.function_id
    join account a on a.person_id = f.person_id
    where greatest(b.from_day, f.from_day) <= least(coalesce(b.until_day, 'infinity'), coalesce(f.until_day, 'infinity'))
    order by f.person_id, b.place_id, b.until_day desc nulls first, b.id
)
update circonscription_backing b set role_id = gen_random_uuid() from running r where r.id = b.id;
insert into role (id, person_id, kind, place_id, from_day, until_day, source, given_by, given_at)
select b.role_id, f.person_id, 'digital_inspector', b.place_id, greatest(b.from_day, f.from_day), least(b.until_day, f.until_day),
       'delegation', b.said_by, b.said_at
from circonscription_backing b join staff_function f on f.id = b.function_id where b.role_id is not null;
alter table circonscription_backing add foreign key (role_id) references role (id) on delete set null;
create index circonscription_backing_role on circonscription_backing (role_id) where role_id is not null;
