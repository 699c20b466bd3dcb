-- A teacher lifts the block that a teacher of the class set. Any other is the head's to lift, and those of before too:
-- nobody noted whose they were.
alter table account add column blocked_by_teacher boolean not null default false;
