-- Which IEN numérique supports which circonscription, from day to day; and what she did there.
create table circonscription_backing (
    id          uuid primary key,
    place_id    uuid not null references place (id),
    function_id uuid not null references staff_function (id) on delete cascade,
    from_day    date not null,
    until_day   date,
    said_by     uuid references person (id),
    said_at     timestamptz not null,
    check (until_day is null or until_day >= from_day)
);
create unique index circonscription_backing_now on circonscription_backing (place_id, function_id) where until_day is null;
create index circonscription_backing_function on circonscription_backing (function_id);
create index circonscription_backing_said_by on circonscription_backing (said_by) where said_by is not null;

create table backing_act (
    id       uuid primary key,
    place_id uuid not null references place (id),
    day      date not null,
    what     text not null,
    by_id    uuid references person (id),
    at       timestamptz not null
);
create index backing_act_place on backing_act (place_id, day desc);
create index backing_act_by on backing_act (by_id) where by_id is not null;
