-- The last day on which each daily task was asked for: whichever node moves the day on queues the job.
create table daily (
    name text primary key,
    day  date not null
);
