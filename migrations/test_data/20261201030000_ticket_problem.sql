update ticket set problem_id = (select id from known_problem limit 1);
