-- A run writes to who has an address instead of printing for her, where that was asked for.
alter table sheet_run add column unmailed boolean not null default false;
alter table sheet_part add column mailed integer not null default 0;
