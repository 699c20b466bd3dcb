-- Who may write to whom in a school, where the head chose otherwise than the default. What the preset and the
-- cells mean is said in identity::communication_rules; what may never be opened is not read from here.
create table communication_rules (
    school_id  uuid primary key references place (id),
    preset     text not null check (preset in ('protected','usual','adults_open','open')),
    exceptions text[] not null default '{}',     -- cells that differ from the preset: 'teachers>families'
    decided_by uuid references person (id),
    decided_at timestamptz not null
);
create index communication_rules_decided_by on communication_rules (decided_by) where decided_by is not null;
