-- Meetings between the degrees: the council of a collège and its schools (conseil école-collège), the liaison CM2–6e. No
-- pupil is named in them.
create table college_liaison (
    id           uuid primary key,
    college_id   uuid not null references college (id),
    kind         text not null check (kind in ('council', 'cm2_6e')),
    day          date not null,
    place        text not null default '',
    convened_by  text not null,                    -- « le principal et l’IEN »
    agenda       text not null,
    made_by      uuid references person (id),
    made_at      timestamptz not null,
    decided      text not null default '',
    told_by      uuid references person (id),
    told_at      timestamptz,
    cancelled_by uuid references person (id),
    cancelled_at timestamptz,
    check ((decided <> '') = (told_at is not null)),
    check (told_at is null or cancelled_at is null)
);
create index college_liaison_college on college_liaison (college_id, day desc);
create index college_liaison_made_by on college_liaison (made_by) where made_by is not null;
create index college_liaison_told_by on college_liaison (told_by) where told_by is not null;
create index college_liaison_cancelled_by on college_liaison (cancelled_by) where cancelled_by is not null;
