-- Which levels the project carries: from nursery school to CM2, or to the last year of collège.
alter table project add column levels text not null default 'ps_cm2' check (levels in ('ps_cm2', 'ps_3e'));
