-- Classes that close move the counter of their people: from the rows before.
select 1;
