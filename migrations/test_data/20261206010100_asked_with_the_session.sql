-- What is seen moves a counter of its own, and names of places are compared: both come from the rows before.
select 1;
