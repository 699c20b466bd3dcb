-- Money: what each commune commits to bear, what is consumed of it, and how a year's cost is split (domain §4.5). In cents.
create table funding_commitment (
    id             uuid primary key,
    commune_id     uuid not null references place (id),
    deliberation   text not null,
    decided_on     date not null,
    pupil_accounts integer not null check (pupil_accounts > 0),
    adult_accounts integer not null default 0 check (adult_accounts >= 0),
    price_cents    integer not null check (price_cents >= 0),   -- of a pupil's account, for a school year
    from_day       date not null,
    until_day      date not null,
    made_by        uuid references person (id),
    made_at        timestamptz not null,
    check (until_day > from_day)
);
create index funding_commitment_commune on funding_commitment (commune_id, from_day desc);
create index funding_commitment_made_by on funding_commitment (made_by) where made_by is not null;

-- A year's cost, split once and kept as it was split.
create table cost_statement (
    id           uuid primary key,
    school_year  smallint not null,
    title        text not null,
    total_cents  bigint not null check (total_cents > 0),
    grants_cents bigint not null default 0 check (grants_cents between 0 and total_cents),
    split_by     text not null check (split_by in ('account', 'class', 'flat', 'population')),
    made_by      uuid references person (id),
    made_at      timestamptz not null
);
create index cost_statement_made_by on cost_statement (made_by) where made_by is not null;

create table cost_line (
    statement_id uuid not null references cost_statement (id),
    commune_id   uuid not null references place (id),
    basis        integer not null check (basis >= 0),   -- accounts, classes, 1, inhabitants
    amount_cents bigint not null,
    primary key (statement_id, commune_id)
);
create index cost_line_commune on cost_line (commune_id);

-- What others pay: the State, a region, the European Union. Reimbursed on claims, against what was spent.
create table funding_grant (
    id             uuid primary key,
    name           text not null,
    funder         text not null,
    european       boolean not null default false,
    rate           smallint not null check (rate between 1 and 100),   -- percent of what is eligible
    eligible       text not null,                                      -- which costs are
    eligible_cents bigint not null check (eligible_cents > 0),
    publicity      text not null default '',                           -- logo, plaque, words
    from_day       date not null,
    until_day      date not null,
    made_by        uuid references person (id),
    made_at        timestamptz not null,
    check (until_day > from_day)
);
create index funding_grant_made_by on funding_grant (made_by) where made_by is not null;

create table grant_claim (
    id          uuid primary key,
    grant_id    uuid not null references funding_grant (id),
    day         date not null,
    spent_cents bigint not null check (spent_cents > 0),
    evidence    text not null,                 -- which invoices, where they are kept
    paid_on     date,
    made_by     uuid references person (id),
    made_at     timestamptz not null
);
create index grant_claim_grant on grant_claim (grant_id, day);
create index grant_claim_made_by on grant_claim (made_by) where made_by is not null;

create table grant_indicator (
    id       uuid primary key,
    grant_id uuid not null references funding_grant (id),
    title    text not null,
    target   integer not null check (target > 0),
    actual   integer not null default 0 check (actual >= 0),
    said_by  uuid references person (id),
    said_at  timestamptz not null
);
create index grant_indicator_grant on grant_indicator (grant_id);
create index grant_indicator_said_by on grant_indicator (said_by) where said_by is not null;
