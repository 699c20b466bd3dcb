insert into service_bundle (id, kind, name, services, made_at) values
  ('00000000-0000-7000-8000-0000000031a1', 'trial', 'Essai', '{families}', '2026-09-01');
insert into bundle_grant (id, bundle_id, place_id, school_year, classes, from_day, until_day, made_at)
select '00000000-0000-7000-8000-0000000031a2', '00000000-0000-7000-8000-0000000031a1', id, 2026, 4, '2026-09-01', '2027-08-31', '2026-09-01'
from place order by id limit 1;
insert into writing_freeze (id, profile, message, reason, frozen_at, suspends, unfunded)
values ('00000000-0000-7000-8000-0000000031a3', 'pupils', 'Le financement s’est arrêté.', 'Fin du financement', '2026-09-01', true, true);
