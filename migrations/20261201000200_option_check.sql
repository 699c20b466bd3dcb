-- Local options of the framework of trust (domain §1, row 135): those that need a legal check are switched on once it is
-- here, said by the legal adviser or taken from the DPO's text. Taking it back leaves on what is on.
create table option_check (
    id       uuid primary key,
    option   text not null,
    source   text not null check (source in ('adviser', 'dpo')),
    text     text not null default '',   -- her note; what the DPO wrote
    day      date not null,              -- on which it was said
    by_id    uuid references person (id),
    at       timestamptz not null,
    ended_by uuid references person (id),
    ended_at timestamptz,
    check (source = 'adviser' or text <> '')
);
create unique index option_check_holds on option_check (option) where ended_at is null;
create index option_check_by on option_check (by_id) where by_id is not null;
create index option_check_ended_by on option_check (ended_by) where ended_by is not null;
