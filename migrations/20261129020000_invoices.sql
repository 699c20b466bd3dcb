-- The market that the project runs on, and its end (domain row 96): extensions, the plan to leave it, the closing.
create table provider_contract (
    id        uuid primary key,
    title     text not null,
    provider  text not null,
    reference text not null,
    from_day  date not null,
    until_day date not null,
    made_by   uuid references person (id),
    made_at   timestamptz not null,
    closed_on date,
    closed_by uuid references person (id),
    check (until_day > from_day)
);
create index provider_contract_made_by on provider_contract (made_by) where made_by is not null;
create index provider_contract_closed_by on provider_contract (closed_by) where closed_by is not null;

create table contract_extension (
    id          uuid primary key,
    contract_id uuid not null references provider_contract (id),
    until_day   date not null,
    reason      text not null,
    signed_on   date not null,
    made_by     uuid references person (id),
    made_at     timestamptz not null
);
create index contract_extension_contract on contract_extension (contract_id, until_day);
create index contract_extension_made_by on contract_extension (made_by) where made_by is not null;

-- The last day on which it runs: its own, or that of an extension.
create function contract_last_day(contract uuid) returns date language sql stable as $$
    select greatest(c.until_day, (select max(e.until_day) from contract_extension e where e.contract_id = c.id))
    from provider_contract c where c.id = $1
$$;

-- What is done before one leaves, by whom, by when.
create table reversibility_step (
    id          uuid primary key,
    contract_id uuid not null references provider_contract (id),
    kind        text not null check (kind in ('export', 'hand_over', 'freeze', 'schools_told', 'families_told', 'deletion', 'other')),
    title       text not null,
    owner       text not null,
    due         date not null,
    made_by     uuid references person (id),
    made_at     timestamptz not null,
    done_on     date,
    evidence    text not null default '',
    done_by     uuid references person (id),
    done_at     timestamptz,
    check ((done_on is null) = (done_at is null))
);
create index reversibility_step_contract on reversibility_step (contract_id, due);
create index reversibility_step_made_by on reversibility_step (made_by) where made_by is not null;
create index reversibility_step_done_by on reversibility_step (done_by) where done_by is not null;

-- Invoices as documents, and what each commune bears of them, to the cent.
create table invoice (
    id           uuid primary key,
    number       text not null,
    supplier     text not null,
    day          date not null,
    amount_cents bigint not null check (amount_cents > 0),
    what         text not null default '',
    contract_id  uuid references provider_contract (id),
    campaign_id  uuid references purchase_campaign (id),
    statement_id uuid references cost_statement (id),
    split_by     text not null check (split_by in ('statement', 'campaign', 'account', 'class', 'flat')),
    file_id      uuid not null references file (id),
    made_by      uuid references person (id),
    made_at      timestamptz not null,
    unique (supplier, number),
    check (num_nonnulls(contract_id, campaign_id, statement_id) <= 1)
);
create index invoice_day on invoice (day desc, id);
create index invoice_contract on invoice (contract_id) where contract_id is not null;
create index invoice_campaign on invoice (campaign_id) where campaign_id is not null;
create index invoice_statement on invoice (statement_id) where statement_id is not null;
create index invoice_file on invoice (file_id);
create index invoice_made_by on invoice (made_by) where made_by is not null;

create table invoice_share (
    invoice_id   uuid not null references invoice (id),
    commune_id   uuid not null references place (id),
    amount_cents bigint not null check (amount_cents >= 0),
    primary key (invoice_id, commune_id)
);
create index invoice_share_commune on invoice_share (commune_id);
