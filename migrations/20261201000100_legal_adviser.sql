-- A legal adviser (conseil juridique): reads the project's texts and says of each that it is good, or what is to be
-- written again (domain §1, row 5). No pupil is within her reach.
alter table role drop constraint role_kind_check;
alter table role add constraint role_kind_check check (kind in ('pupil','teacher','head','staff','inspector','operator',
    'project_manager','substitute','atsem','aesh','helper','commune_agent','legal_adviser'));

-- What she said of a text: the last counts, and only while the text is still the one that she read.
create table legal_opinion (
    id            uuid primary key,
    kind          text not null check (kind in ('clause', 'notice', 'charter')),
    of_id         uuid,                        -- the convention, the reminder
    position      smallint,                    -- of the clause
    text          text not null,               -- as she read it
    validated     boolean not null,
    note          text not null default '',
    by_id         uuid references person (id),
    at            timestamptz not null,
    check ((kind = 'charter') = (of_id is null)),
    check ((kind = 'clause') = (position is not null)),
    check (validated or note <> '')            -- what is to be written again is said
);
create index legal_opinion_of on legal_opinion (kind, of_id, position, at desc);
create index legal_opinion_by on legal_opinion (by_id) where by_id is not null;

-- What she is asked about; the charter is in the program.
create view legal_text as
    select 'clause' as kind, c.id as of_id, l.position, 'Convention ' || c.reference as place, l.title, l.title || E'\n\n' || l.body as text
    from convention c join convention_clause l on l.convention_id = c.id where c.ended_on is null
    union all
    select 'notice', n.id, null, 'Rappels juridiques', n.title, n.title || E'\n\n' || n.text || E'\n\n' || n.reference
    from legal_notice n where n.ended_at is null;

-- Where each stands: « waits », « changed » since she read it, « validated », « rework ».
create view legal_standing as
    select t.*, o.note, o.at, case when o.id is null then 'waits' when o.text <> t.text then 'changed' when o.validated then 'validated' else 'rework' end as state
    from legal_text t left join lateral (
        select * from legal_opinion o where o.kind = t.kind and o.of_id = t.of_id and o.position is not distinct from t.position
        order by o.at desc, o.id desc limit 1) o on true;
