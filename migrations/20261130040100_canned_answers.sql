-- What whoever helps would write again and again (domain row 119).
create table canned_answer (
    id           uuid primary key,
    category     text,                                       -- nothing: of any subject
    title        text not null,
    text         text not null,
    written_by   uuid references person (id),
    written_at   timestamptz not null,
    withdrawn_at timestamptz
);
create index canned_answer_written_by on canned_answer (written_by) where written_by is not null;
