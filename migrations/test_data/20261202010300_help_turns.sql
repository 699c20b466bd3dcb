insert into ticket_turn (id, ticket_id, queue, level, at, priority)
select '00000000-0000-7000-8000-0000000041c1', id, 'school', 1, opened_at, 3 from ticket order by id limit 1;
