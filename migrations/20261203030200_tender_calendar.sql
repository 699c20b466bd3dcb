-- The dates of two tenders that go together: ours, as long as no market says them, and the sister ENT’s, typed by hand.
create table tender_date (
    side    text not null check (side in ('ours', 'sister')),
    step    text not null check (step in ('notice', 'offers', 'award', 'start', 'end')),
    day     date not null,
    said_by uuid references person (id),
    said_at timestamptz not null,
    primary key (side, step),
    -- When ours begins and ends is said by its market.
    check (side = 'sister' or step in ('notice', 'offers', 'award'))
);
create index tender_date_said_by on tender_date (said_by) where said_by is not null;
