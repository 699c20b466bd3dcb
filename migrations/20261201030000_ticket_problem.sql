-- A request that a known problem explains: who asked follows it, and is told of its end (domain row 127).
alter table ticket add column problem_id uuid references known_problem (id) on delete set null;
create index ticket_problem on ticket (problem_id) where problem_id is not null;
