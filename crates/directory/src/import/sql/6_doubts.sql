-- The same human twice? Said to a human, never decided here, and nothing is blocked.
insert into duplicate_doubt (id, person_a, person_b, reason, found_at)
select gen_random_uuid(), least(n.id, o.id), greatest(n.id, o.id), 'name_and_birth', i.now
from who w join person n on n.id = w.person_id and w.is_new and n.birth_date is not null
join person o on lower(o.last_name) = lower(n.last_name) and lower(o.first_name) = lower(n.first_name)
             and o.birth_date = n.birth_date and o.id <> n.id
cross join this_import i on conflict do nothing;
insert into duplicate_doubt (id, person_a, person_b, reason, found_at)
select gen_random_uuid(), least(n.id, o.id), greatest(n.id, o.id), 'email', i.now
from who w join person n on n.id = w.person_id and w.is_new and n.email is not null
join person o on lower(o.email) = lower(n.email) and o.email is not null and o.id <> n.id
cross join this_import i on conflict do nothing;
