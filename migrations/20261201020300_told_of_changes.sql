-- Schools are written to once of a change that is planned or delivered. What stands already was read on the page.
alter table change_state add column told_at timestamptz;
update change_state set told_at = at;
