-- The journal of a class that begins with the ENT. It belongs to the school, and names no pupil.
create table class_journal (
    id           uuid primary key,
    school_id    uuid not null,
    class_id     uuid not null,
    kind         text not null check (kind in ('intention', 'happened', 'hazard')),
    day          date not null,
    text         text not null,
    by_id        uuid references person (id),
    at           timestamptz not null,
    withdrawn_at timestamptz,
    foreign key (class_id, school_id) references place (id, school_id)
);
create index class_journal_class on class_journal (class_id, day desc, id);
create index class_journal_school on class_journal (school_id);
create index class_journal_by on class_journal (by_id) where by_id is not null;
