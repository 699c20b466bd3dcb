-- What a class did with the ENT, told for the others. Published by the inspection or the project.
create table practice (
    id           uuid primary key,
    author_id    uuid references person (id),
    school_id    uuid references place (id),
    title        text not null,
    context      text not null,
    services     text[] not null,
    levels       text[] not null,
    subject      text not null,
    worked       text not null,
    avoid        text not null default '',
    written_at   timestamptz not null,
    proposed_at  timestamptz,
    returned     text not null default '',                   -- why it was sent back
    published_at timestamptz,
    published_by uuid references person (id),
    featured_until date,
    withdrawn_at timestamptz,
    plain        text not null generated always as (plain_name(title || ' ' || subject || ' ' || context || ' ' || worked || ' ' || avoid)) stored
);
create index practice_published on practice (published_at desc, id) where published_at is not null and withdrawn_at is null;
create index practice_author on practice (author_id) where author_id is not null;
create index practice_published_by on practice (published_by) where published_by is not null;
create index practice_school on practice (school_id) where school_id is not null;
