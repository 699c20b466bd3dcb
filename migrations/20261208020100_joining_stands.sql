-- Where the schools stand is asked of a whole academy at a time: of each step of a path its last row stands with the path,
-- of a path that arrived only what says whether the school is still in service. Steps are only ever added.
alter table joining
    add column steps    text[] not null default '{}',
    add column outcomes text[] not null default '{}',        -- one for each step
    add column ats      timestamptz[] not null default '{}'; -- one for each step

create function joining_stands(changed uuid[]) returns void language plpgsql as $$
begin
    -- Whoever adds a step to the same path meanwhile is waited for, and read.
    perform from joining where id = any(changed) order by id for update;
    update joining j set steps = s.steps, outcomes = s.outcomes, ats = s.ats
    from (
        select l.joining_id, array_agg(l.step) as steps, array_agg(l.outcome) as outcomes, array_agg(l.at) as ats
        from (
            select distinct on (m.joining_id, m.step) m.joining_id, m.step, m.outcome, m.at
            from joining_step m
            where m.joining_id = any(changed) and (m.step in ('go_live', 'suspension', 'resumption')
                or not exists (select from joining_step a where a.joining_id = m.joining_id and a.step = 'go_live'))
            order by m.joining_id, m.step, m.at desc, m.id desc
        ) l group by l.joining_id
    ) s where s.joining_id = j.id;
end $$;

create function joining_steps_added() returns trigger language plpgsql as $$
begin
    perform joining_stands(array(select distinct joining_id from added));
    return null;
end $$;
create trigger joining_steps_added after insert on joining_step referencing new table as added
    for each statement execute function joining_steps_added();

select joining_stands(array(select id from joining));
