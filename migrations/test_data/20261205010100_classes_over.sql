-- Only an index: classes that are over come from the rows before.
select 1;
