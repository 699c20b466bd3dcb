-- The help in the indicators (domain rows 23, 33, 122): what was asked, what was resolved, how long it took, month by month.

-- Minutes of service from asking to resolving, without those in which she was asked something. Kept with the ticket: the
-- calendar of service is known to the program, not to SQL.
alter table ticket add column solved_minutes integer check (solved_minutes >= 0);

-- What the help shows to whoever counts: nobody, and nothing confidential.
create view help_counted as
    select school_id, queue, level, opened_at, resolved_at, solved_minutes from ticket
    where category <> 'safety' and queue <> 'safety';

-- part: 'all', a level, or the queue in which a request was when it was counted.
create table figure_help (
    scope_id   uuid not null references figure_scope (id),
    month      date not null,
    part       text not null check (part in ('all', 'level_1', 'level_2', 'level_3', 'school', 'circonscription', 'commune',
                   'project', 'dsi', 'cdti', 'dpo', 'publisher')),
    opened     integer not null,           -- in the month
    resolved   integer not null,           -- in the month
    still_open integer not null,           -- at its end
    minutes    integer,                    -- the median of those resolved in the month
    primary key (scope_id, month, part)
);
-- Months counted to their end: never again, tickets do not stay for ever.
create table figure_help_month (
    month date primary key
);
