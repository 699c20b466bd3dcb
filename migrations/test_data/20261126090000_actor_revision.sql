-- A change of somebody that is there, which moves her counter.
update person set first_name = 'Zoë' where id = '00000000-0000-7000-8000-0000000008a1';
