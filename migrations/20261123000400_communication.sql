-- The news feed.

-- What a post says. Its header is the item; who reads it are the item's shares.
create table post (
    item_id       uuid primary key references item (id),
    body          text not null,
    comments_open boolean not null default true,
    pupils_write  boolean not null default false   -- pupils answer only when the teacher opens it
);

create table attachment (
    item_id  uuid not null references item (id),
    file_id  uuid not null references file (id),
    position smallint not null,
    primary key (item_id, file_id)
);
create index attachment_file on attachment (file_id);

create table comment (
    id           uuid primary key,
    item_id      uuid not null references item (id),
    author_id    uuid not null references person (id),
    body         text not null,
    written_at   timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_by uuid references person (id)
);
create index comment_item on comment (item_id, written_at, id);
create index comment_author on comment (author_id);

create table reaction (
    item_id   uuid not null references item (id),
    person_id uuid not null references person (id),
    kind      text not null check (kind in ('bravo','coeur','merci','sourire')),
    at        timestamptz not null,
    primary key (item_id, person_id)
);
create index reaction_person on reaction (person_id);

-- Until when a person has seen the feed: newer posts are unread. One row a person, not one a reader and post.
create table feed_mark (
    person_id uuid primary key references person (id),
    seen_until timestamptz not null
);
