-- Who helps on the side of the education authority: a register of functions. It opens no right: rights come from roles.
create table staff_function (
    id          uuid primary key,
    kind        text not null check (kind in ('dan_deputy', 'project_lead', 'project_deputy', 'dsi', 'ien_numerique', 'cpd', 'erun', 'cpc')),
    person_id   uuid references person (id),
    name        text not null default '',                    -- who has no account
    email       text not null default '',
    phone       text not null default '',
    scope       text not null check (scope in ('academy', 'department', 'circonscription')),
    department  text not null default '',                    -- '80', '2A', '974'
    place_id    uuid references place (id),                  -- the circonscription
    percent     smallint not null check (percent between 1 and 100),
    from_day    date not null,
    until_day   date,
    made_by     uuid references person (id),
    made_at     timestamptz not null,
    check ((scope = 'department') = (department <> '')),
    check ((scope = 'circonscription') = (place_id is not null)),
    check (until_day is null or until_day >= from_day)
);
create index staff_function_person on staff_function (person_id) where person_id is not null;
create index staff_function_place on staff_function (place_id) where place_id is not null;
create index staff_function_made_by on staff_function (made_by) where made_by is not null;

-- While somebody is away, whom to call instead.
create table staff_absence (
    id          uuid primary key,
    function_id uuid not null references staff_function (id) on delete cascade,
    deputy_id   uuid not null references staff_function (id) on delete cascade,
    from_day    date not null,
    until_day   date not null check (until_day >= from_day),
    check (function_id <> deputy_id)
);
create index staff_absence_function on staff_absence (function_id);
create index staff_absence_deputy on staff_absence (deputy_id);

-- From how many schools for a full-time helper the project warns.
create table staffing_threshold (
    scope   text primary key check (scope in ('academy', 'department', 'circonscription')),
    schools integer not null check (schools between 1 and 5000),
    said_by uuid references person (id),
    said_at timestamptz not null
);
create index staffing_threshold_said_by on staffing_threshold (said_by) where said_by is not null;

-- The publisher's two, whom a teacher may call.
create table publisher_referent (
    rank       smallint primary key check (rank in (1, 2)),
    contact_id uuid not null references party_contact (id) on delete cascade,
    hours      text not null
);
create index publisher_referent_contact on publisher_referent (contact_id);
