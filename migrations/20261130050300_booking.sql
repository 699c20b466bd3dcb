-- Shared machines of a school, booked for a class and a slot. Two slots of one batch never overlap: a range of one id with &&
-- is equality that GiST knows without an extension.
create type uuidrange as range (subtype = uuid);

create table equipment_booking (
    id           uuid primary key,
    equipment_id uuid not null references equipment (id),
    school_id    uuid not null references place (id),
    class_id     uuid not null,
    starts_at    timestamptz not null,
    ends_at      timestamptz not null check (ends_at > starts_at),
    by_id        uuid references person (id),
    at           timestamptz not null,
    cancelled_at timestamptz,
    foreign key (class_id, school_id) references place (id, school_id),
    exclude using gist (uuidrange(equipment_id, equipment_id, '[]') with &&, tstzrange(starts_at, ends_at) with &&)
        where (cancelled_at is null)
);
create index equipment_booking_equipment on equipment_booking (equipment_id, starts_at);
create index equipment_booking_school on equipment_booking (school_id, ends_at) where cancelled_at is null;
create index equipment_booking_class on equipment_booking (class_id, school_id);
create index equipment_booking_by on equipment_booking (by_id) where by_id is not null;
