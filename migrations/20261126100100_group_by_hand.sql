-- A group that the school made: no feed ties it to one of its own, and its team leads no accounts.
alter table place add column by_hand boolean not null default false,
                  add constraint place_by_hand check (not by_hand or kind = 'group');
create index place_by_hand_school on place (school_id) where by_hand;
