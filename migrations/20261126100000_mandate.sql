-- A head's mandate is a dated role. Its last day may be said by hand, by whom and when is kept here; a feed that goes
-- on naming her opens nothing again, until the day on which it named her no more (fed_on).
alter table role add column ended_by uuid references person (id),
                 add column ended_at timestamptz,
                 add column fed_on date;
create index role_ended_by on role (ended_by) where ended_by is not null;
create index role_ended_head on role (person_id, place_id) where kind = 'head' and ended_at is not null;
