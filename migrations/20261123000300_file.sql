-- Files kept: what they are. Their bytes are in the store, under their sha256.
create table file (
    id          uuid primary key,
    sha256      bytea not null,
    kind        text not null check (kind in ('image','audio','video','document')),
    name        text not null,
    media_type  text not null,
    bytes       bigint not null,
    width       integer,
    height      integer,
    duration_ms integer,
    created_at  timestamptz not null
);
create index file_sha256 on file (sha256);
