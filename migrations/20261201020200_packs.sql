-- Resource packs (domain row 76: « outils déjà chargés de ressources »): what a newly opened class finds on its shelf.
create table resource_pack (
    id           uuid primary key,
    starter      text unique,                      -- of the set that comes with the program
    title        text not null,
    author       text not null,
    origin       text not null check (origin in ('project', 'partner')),
    licence      text not null check (licence in ('licence_ouverte', 'cc_by', 'cc_by_sa', 'all_rights')),
    subject      text not null,
    levels       text[] not null check (cardinality(levels) > 0),
    about        text not null default '',
    at_opening   boolean not null default true,    -- put on the shelf of each class of its levels when a school goes live
    made_by      uuid references person (id),
    made_at      timestamptz not null,
    withdrawn_at timestamptz
);
create index resource_pack_made_by on resource_pack (made_by) where made_by is not null;

create table pack_item (
    id       uuid primary key,
    pack_id  uuid not null references resource_pack (id),
    position integer not null,
    kind     text not null check (kind in ('text', 'link', 'file')),
    title    text not null,
    body     text not null default '',
    address  text,
    file_id  uuid references file (id),
    added_by uuid references person (id),
    added_at timestamptz not null,
    unique (pack_id, position),
    check ((kind = 'link') = (address is not null) and (kind = 'file') = (file_id is not null))
);
create index pack_item_file on pack_item (file_id) where file_id is not null;
create index pack_item_added_by on pack_item (added_by) where added_by is not null;

-- A pack is on a class's shelf, or was: never twice.
create table pack_install (
    pack_id    uuid not null references resource_pack (id),
    class_id   uuid not null references place (id) on delete cascade,
    by_id      uuid references person (id),        -- null: at the opening of the school
    at         timestamptz not null,
    removed_by uuid references person (id),
    removed_at timestamptz,
    primary key (pack_id, class_id)
);
create index pack_install_class on pack_install (class_id);
create index pack_install_by on pack_install (by_id) where by_id is not null;
create index pack_install_removed_by on pack_install (removed_by) where removed_by is not null;
