-- Visits, calls and letters with those who have a part in the project; visits in schools. No pupil is named.
create table contact_log (
    id        uuid primary key,
    party_id  uuid references party (id),
    school_id uuid references place (id),
    kind      text not null check (kind in ('visit', 'call', 'letter', 'field_visit')),
    day       date not null,
    subject   text not null,
    notes     text not null default '',
    by_id     uuid references person (id),
    at        timestamptz not null,
    again_on  date,                                          -- when to come back to it
    settled_at timestamptz,                                  -- came back to
    settled_by uuid references person (id),
    check ((party_id is null) <> (school_id is null)),
    check ((kind = 'field_visit') = (school_id is not null))
);
create index contact_log_party on contact_log (party_id, day desc) where party_id is not null;
create index contact_log_school on contact_log (school_id, day desc) where school_id is not null;
create index contact_log_again on contact_log (again_on) where again_on is not null and settled_at is null;
create index contact_log_by on contact_log (by_id) where by_id is not null;
create index contact_log_settled_by on contact_log (settled_by) where settled_by is not null;
