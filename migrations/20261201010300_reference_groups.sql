-- Two tiers (domain row 100): an academic body, and a reference group in each department. Reports go up, decisions come down.
alter table governing_body add column reports_to uuid references governing_body (id) check (reports_to <> id);
create index governing_body_reports_to on governing_body (reports_to) where reports_to is not null;

-- What a group says of a period. It stands on the agenda of the body that it is for until that has seen it.
create table body_report (
    id              uuid primary key,
    body_id         uuid not null references governing_body (id),
    to_id           uuid not null references governing_body (id),
    title           text not null,
    text            text not null,
    from_day        date not null,
    until_day       date not null check (until_day >= from_day),
    member_id       uuid not null references body_member (id),   -- in whose name
    by_id           uuid references person (id),
    at              timestamptz not null,
    seen_at         timestamptz,
    seen_by         uuid references person (id),
    seen_meeting_id uuid references body_meeting (id)            -- none: somebody who sits there read it before
);
create index body_report_body on body_report (body_id, at);
create index body_report_to on body_report (to_id, at);
create index body_report_member on body_report (member_id);
create index body_report_by on body_report (by_id) where by_id is not null;
create index body_report_seen_by on body_report (seen_by) where seen_by is not null;
create index body_report_seen_meeting on body_report (seen_meeting_id) where seen_meeting_id is not null;

create table decision_sent (
    decision_id uuid not null references body_decision (id),
    body_id     uuid not null references governing_body (id),
    by_id       uuid references person (id),
    at          timestamptz not null,
    primary key (decision_id, body_id)
);
create index decision_sent_body on decision_sent (body_id, at);
create index decision_sent_by on decision_sent (by_id) where by_id is not null;

-- A group has taken note of it, and says what it does; the last one counts, the others stay.
create table decision_noted (
    id          uuid primary key,
    decision_id uuid not null,
    body_id     uuid not null,
    text        text not null,
    member_id   uuid not null references body_member (id),
    by_id       uuid references person (id),
    at          timestamptz not null,
    foreign key (decision_id, body_id) references decision_sent (decision_id, body_id)
);
create index decision_noted_sent on decision_noted (decision_id, body_id, at);
create index decision_noted_member on decision_noted (member_id);
create index decision_noted_by on decision_noted (by_id) where by_id is not null;
