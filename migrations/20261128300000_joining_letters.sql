-- Once for each time that somebody is missed: when the school's head was told that nobody carries the project any more.
alter table joining add column missed_since date;
