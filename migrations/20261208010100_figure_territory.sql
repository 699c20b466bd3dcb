-- What a place is made of, counted at night like every figure: its communes, and the schools in it that go to collège.
-- A page of an academy asked both of 2,800 schools each time.
create table figure_territory (
    scope_id uuid not null references figure_scope (id),
    month    date not null,
    communes integer not null,
    small    integer not null,            -- under 2,500 inhabitants
    unknown  integer not null,            -- of unknown population
    schools  integer not null,            -- that go to collège
    fed      integer not null,            -- of them, those whose collège is named
    colleges integer not null,            -- named by them
    sister   integer not null,            -- of those, in the ENT of the second degree
    here     integer not null,            -- borne by the project
    primary key (scope_id, month)
);
