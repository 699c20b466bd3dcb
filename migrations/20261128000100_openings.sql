-- Whether the accounts of a school's children and families open only once the school has joined the project
-- (docs/decisions/schools-that-wait.md). Without a row, or with « not gated », every school is open.
create table opening_rule (
    one        boolean primary key default true check (one),
    gated      boolean not null,
    decided_by uuid references person (id),
    decided_at timestamptz not null
);
create index opening_rule_decided_by on opening_rule (decided_by) where decided_by is not null;

alter table place
    add column opened_at timestamptz,   -- schools: since when, where schools open by steps
    add column waits_for text;          -- « la décision de l’inspection : c’est à l’inspection (Odile Ségur) »: what is missing, and who holds it
create index place_territory on place (territory_id) where kind = 'school';

-- An agent of a commune (of an EPCI): steers its schools' side of the project, and sees no pupil.
alter table role drop constraint role_kind_check;
alter table role add constraint role_kind_check check (kind in ('pupil','teacher','head','staff','inspector','operator',
    'project_manager','substitute','atsem','aesh','helper','commune_agent'));

-- Never came in, and has nothing but schools that are not open. Who teaches or heads is never held back: it is she who
-- brings her school to the opening.
create function held_back(who uuid, on_day date) returns boolean language sql stable as $$
    select exists (select from opening_rule where gated) and coalesce((
        select not bool_or(tie.is_open) from (
            select r.school_id is null or s.opened_at is not null or s.pseudo or r.kind in ('teacher', 'head', 'substitute') as is_open
            from role r left join place s on s.id = r.school_id
            where r.person_id = who and (r.until_day is null or r.until_day >= on_day)
            union all
            select s.opened_at is not null or s.pseudo
            from guardianship(on_day) g
            join role r on r.person_id = g.pupil_id and r.kind = 'pupil' and (r.until_day is null or r.until_day >= on_day)
            join place s on s.id = r.school_id
            where g.guardian_id = who
        ) tie), false)
$$;
