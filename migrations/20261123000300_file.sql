-- Files: one row for each file that somebody attached; its bytes lie in the file store, under its hash.
create table file (
    id uuid primary key,
    sha256 bytea not null,
    kind text not null,
    name text not null,
    media_type text not null,
    bytes bigint not null,
    width integer,
    height integer,
    duration_ms bigint,
    created_at timestamptz not null,
    constraint file_sha256_is_a_hash check (octet_length(sha256) = 32),
    constraint file_kind_is_known check (kind in ('image', 'audio', 'video', 'document')),
    constraint file_name_is_clean check (char_length(name) between 1 and 120),
    constraint file_bytes_not_empty check (bytes > 0),
    constraint file_size_is_whole check ((width is null) = (height is null) and width > 0 and height > 0),
    constraint file_duration_is_positive check (duration_ms >= 0)
);

-- "Does another row speak of the same bytes?", asked before they are deleted.
create index file_by_sha256 on file (sha256);

comment on table file is 'A file somebody attached, after preparation. Bytes: file store, key ab/cd/<sha256>/<variant>.';
comment on column file.sha256 is 'Hash of the first variant (what is shown or played), never of the original that was sent.';
comment on column file.name is 'Cleaned name, to show and to offer at download; never a path.';
comment on column file.bytes is 'Size of the first variant.';
comment on column file.width is 'Pixels of the first variant, upright; images and films only.';
comment on column file.duration_ms is 'Sounds and films only.';
