-- A feed opens a class under another label than the one that the head prepared: she says that it is the same, or
-- that they are two.
alter table year_turn_change add column other_id uuid references place (id);   -- the feed's class, tied to `place_id`
-- A class that is dropped is asked for in every table that refers to a place.
create index year_turn_change_place on year_turn_change (place_id) where place_id is not null;
create index year_turn_change_other on year_turn_change (other_id) where other_id is not null;
alter table year_turn_change drop constraint year_turn_change_what_check;
alter table year_turn_change add constraint year_turn_change_what_check
    check (what in ('role_ended','role_begun','role_moved','level','class_opened','class_closed','class_tied'));

-- None of those prepared: not asked about again.
create table year_turn_apart (
    turn_id  uuid not null references year_turn (id) on delete cascade,
    place_id uuid not null references place (id),
    primary key (turn_id, place_id)
);
