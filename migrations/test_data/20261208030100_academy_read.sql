-- Only indexes and a function: roles, steps and classes come from the rows before.
select 1;
