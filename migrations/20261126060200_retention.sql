-- What each night's retention did, rule by rule: kept as proof, for as long as the audit.
create table retention_run (
    day     date not null,
    rule    text not null,
    at      timestamptz not null,
    removed bigint,                 -- null: it could not be applied; the log says why
    primary key (day, rule)
);
