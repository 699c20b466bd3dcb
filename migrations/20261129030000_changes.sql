-- What should change (domain rows 21, 34, 65, 68): a request with what it costs and touches, options, a state with who
-- decided it; releases and resources, which the technical committee validates before they come during holidays.
create table change_request (
    id        uuid primary key,
    number    integer not null unique,
    kind      text not null check (kind in ('change', 'release', 'resource')),
    title     text not null,
    origin    text not null check (origin in ('meeting', 'school', 'publisher', 'project', 'law')),
    what      text not null,
    cost      text not null default '',           -- its impacts, in words
    law       text not null default '',
    calendar  text not null default '',
    training  text not null default '',
    options   text not null default '',
    owner     text not null,
    action_id uuid references meeting_action (id),
    made_by   uuid references person (id),
    made_at   timestamptz not null
);
create unique index change_request_action on change_request (action_id) where action_id is not null;
create index change_request_made_by on change_request (made_by) where made_by is not null;

-- The last one holds.
create table change_state (
    id          uuid primary key,
    change_id   uuid not null references change_request (id),
    state       text not null check (state in ('studied', 'kept', 'planned', 'delivered', 'dismissed')),
    decision_id uuid references body_decision (id),
    day         date,                             -- planned for, delivered on
    note        text not null default '',         -- a reason; when planned: what schools are told
    by_id       uuid references person (id),
    at          timestamptz not null
);
create index change_state_change on change_state (change_id, at desc);
create index change_state_decision on change_state (decision_id) where decision_id is not null;
create index change_state_by on change_state (by_id) where by_id is not null;

-- Agendas are filled from more and more places: a word, which the code knows.
alter table meeting_point drop constraint meeting_point_source_check;
alter table meeting_point add constraint meeting_point_source_check check (source ~ '^[a-z]+$');
