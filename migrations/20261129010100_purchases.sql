-- Group purchases (domain row 83): the project opens a campaign, communes adhere by an act, schools say their needs,
-- closing freezes the order book; what is delivered and accepted goes into the register of equipment.
create table purchase_campaign (
    id             uuid primary key,
    title          text not null,
    terms          text not null default '',
    adhesion_until date not null,
    needs_until    date not null,
    made_by        uuid references person (id),
    made_at        timestamptz not null,
    ordered_at     timestamptz,                   -- the order book is closed
    ordered_by     uuid references person (id),
    check (needs_until >= adhesion_until)
);
create index purchase_campaign_made_by on purchase_campaign (made_by) where made_by is not null;
create index purchase_campaign_ordered_by on purchase_campaign (ordered_by) where ordered_by is not null;

create table purchase_item (
    id          uuid primary key,
    campaign_id uuid not null references purchase_campaign (id),
    kind        text not null check (kind in ('board', 'tablet', 'mobile_class', 'computer', 'wifi', 'other')),
    label       text not null,
    supplier    text not null,
    reference   text not null,
    unit_cents  bigint not null check (unit_cents > 0),
    minimum     text not null default '',         -- the minimum configuration
    unique (id, campaign_id)
);
create index purchase_item_campaign on purchase_item (campaign_id);

-- A commune adheres, with its act; its agent says when its needs are whole.
create table purchase_member (
    campaign_id  uuid not null references purchase_campaign (id),
    commune_id   uuid not null references place (id),
    deliberation text not null,
    decided_on   date not null,
    recorded_by  uuid references person (id),
    recorded_at  timestamptz not null,
    validated_at timestamptz,
    validated_by uuid references person (id),
    primary key (campaign_id, commune_id)
);
create index purchase_member_commune on purchase_member (commune_id);
create index purchase_member_recorded_by on purchase_member (recorded_by) where recorded_by is not null;
create index purchase_member_validated_by on purchase_member (validated_by) where validated_by is not null;

create table purchase_need (
    campaign_id uuid not null references purchase_campaign (id),
    school_id   uuid not null references place (id),
    article_id     uuid not null,
    quantity    integer not null check (quantity between 1 and 5000),
    said_by     uuid references person (id),
    said_at     timestamptz not null,
    primary key (article_id, school_id),
    foreign key (article_id, campaign_id) references purchase_item (id, campaign_id)
);
create index purchase_need_campaign on purchase_need (campaign_id, school_id);
create index purchase_need_school on purchase_need (school_id);
create index purchase_need_said_by on purchase_need (said_by) where said_by is not null;

-- The order book, as it was closed: the price is that of the day.
create table purchase_line (
    id          uuid primary key,
    campaign_id uuid not null references purchase_campaign (id),
    commune_id  uuid not null references place (id),
    school_id   uuid not null references place (id),
    article_id     uuid not null,
    quantity    integer not null check (quantity > 0),
    unit_cents  bigint not null,
    unique (article_id, school_id),
    foreign key (article_id, campaign_id) references purchase_item (id, campaign_id)
);
create index purchase_line_campaign on purchase_line (campaign_id, commune_id);
create index purchase_line_commune on purchase_line (commune_id);
create index purchase_line_school on purchase_line (school_id);

create table purchase_delivery (
    id           uuid primary key,
    line_id      uuid not null references purchase_line (id),
    quantity     integer not null check (quantity > 0),
    day          date not null,
    note         text not null default '',
    said_by      uuid references person (id),
    said_at      timestamptz not null,
    accepted_on  date,
    accepted_by  uuid references person (id),
    accepted_at  timestamptz,
    reserves     text not null default '',
    equipment_id uuid references equipment (id),  -- what it became
    check ((accepted_on is null) = (accepted_at is null)),
    check ((accepted_on is null) = (equipment_id is null))
);
create index purchase_delivery_line on purchase_delivery (line_id, day);
create index purchase_delivery_said_by on purchase_delivery (said_by) where said_by is not null;
create index purchase_delivery_accepted_by on purchase_delivery (accepted_by) where accepted_by is not null;
create unique index purchase_delivery_equipment on purchase_delivery (equipment_id) where equipment_id is not null;
