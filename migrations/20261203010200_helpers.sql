-- Whether somebody answers requests for help of others, on a day: named to a queue. What she reads reaches beyond her
-- class, whatever her role: before a sensitive act she shows a second factor.
create function helps_others(person uuid, on_day date) returns boolean language sql stable as $$
    select exists (select from queue_member m where m.person_id = person
                   and m.from_day <= on_day and (m.until_day is null or m.until_day >= on_day))
$$;
