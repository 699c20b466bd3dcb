-- The rights that somebody has because another one is away: roles that end with the absence.
create table deputy_role (
    absence_id uuid not null references staff_absence (id) on delete cascade,
    role_id    uuid not null references role (id) on delete cascade,
    primary key (absence_id, role_id)
);
create index deputy_role_role on deputy_role (role_id);
