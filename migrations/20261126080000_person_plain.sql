-- A name as it is searched and sorted: « LE GOFF », « Zoé » is 'legoff zoe'. Written once, so that a school's list
-- is sorted and searched without computing two names for each line. No index: a list is always one school's, found
-- by role_school.
alter table person add column plain text not null generated always as
    (plain_name(last_name) || ' ' || plain_name(first_name)) stored;
