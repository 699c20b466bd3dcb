-- Only indexes: one of each thing that they hold comes from the rows before.
select 1;
