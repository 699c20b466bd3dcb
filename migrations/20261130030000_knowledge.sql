-- What helps without anybody: articles, and questions that lead to one.
create table help_article (
    id           uuid primary key,
    slug         text not null unique,                       -- its address, kept for good: letters and answers lead to it
    category     text not null,
    concerned    text not null check (concerned in ('everyone', 'families', 'teachers', 'heads')),
    title        text not null,
    body         text not null,
    author_id    uuid references person (id),                -- nobody: one of those to begin with
    written_at   timestamptz not null,
    published_at timestamptz,
    published_by uuid references person (id),
    review_on    date,                                       -- to be read again by then
    withdrawn_at timestamptz,
    plain        text not null generated always as (plain_name(title || ' ' || body)) stored,
    check (published_at is null or review_on is not null)
);
create index help_article_author on help_article (author_id) where author_id is not null;
create index help_article_published_by on help_article (published_by) where published_by is not null;

-- « Cela m’a aidé »: one for each reader, who may change her mind.
create table help_opinion (
    article_id uuid not null references help_article (id) on delete cascade,
    person_id  uuid not null references person (id),
    helped     boolean not null,
    at         timestamptz not null,
    primary key (article_id, person_id)
);
create index help_opinion_person on help_opinion (person_id);

-- Questions with answers that lead to an article or to a request. The tree is the text that its author wrote.
create table help_guide (
    id           uuid primary key,
    slug         text not null unique,
    category     text not null,
    concerned    text not null check (concerned in ('everyone', 'families', 'teachers', 'heads')),
    title        text not null,
    tree         text not null,
    written_by   uuid references person (id),
    written_at   timestamptz not null,
    published_at timestamptz,
    withdrawn_at timestamptz
);
create index help_guide_written_by on help_guide (written_by) where written_by is not null;
