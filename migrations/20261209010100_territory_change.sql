-- The pages of a whole territory (where each school stands, what waits in them, what became of the training plans) are made of who works where,
-- of paths, names and registers. A process keeps them at hand for as long as nothing of that has changed: each statement
-- that changes any leaves a line here, in its own transaction. Lines, not one counter: an import of an hour would have
-- everybody wait who changes a role meanwhile. Which lines a reader sees says what she has seen; the night takes them away.
create table territory_change (
    id bigint generated always as identity primary key
);

create function territory_changes() returns trigger language plpgsql as $$
begin
    insert into territory_change default values;
    return null;
end $$;

do $$
declare
    changed text;
begin
    foreach changed in array array['place', 'role', 'joining', 'joining_step', 'opening_rule', 'domain_rule', 'domain_request',
        'domain_try', 'college', 'college_sector', 'school_administrator', 'administrator_waiver', 'training_plan', 'training_course', 'training_session',
        'training_enrolment', 'training_opinion']
    loop
        execute format('create trigger %I after insert or update or delete on %I for each statement execute function territory_changes()',
            changed || '_changes_territory', changed);
    end loop;
end $$;
