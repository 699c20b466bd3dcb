-- Who supports a circonscription by two functions has one role there on the days of both together: what ends with one goes
-- on with the other. The days are worked out anew from the register whenever it changes, in whatever order it was written.
-- A function that ends on its first day, or before, never was.
alter table staff_function drop constraint staff_function_check2;
alter table staff_function add check (until_day is null or until_day >= from_day - 1);

create function backing_days(person uuid, place uuid) returns datemultirange language sql stable as $$
    select coalesce(range_agg(daterange(greatest(b.from_day, f.from_day), least(b.until_day, f.until_day) + 1)), '{}')
    from circonscription_backing b join staff_function f on f.id = b.function_id
    join account a on a.person_id = f.person_id and a.state <> 'erased'
    where f.person_id = person and b.place_id = place
      and greatest(b.from_day, f.from_day) <= coalesce(least(b.until_day, f.until_day), 'infinity')
$$;

create function settle_backing(person uuid, place uuid, by_person uuid, at timestamptz) returns void language plpgsql as $$
declare
    wanted datemultirange;
begin
    -- Two who change the register at once: the second counts what the first has said.
    perform pg_advisory_xact_lock(hashtextextended(person::text || place::text, 4));
    wanted := backing_days(person, place);
    -- Each role that is held goes with the first of the wanted spells that it meets; of two beside one spell the first stays.
    delete from role r using (
        select met.id, met.spell, row_number() over (partition by met.spell order by met.from_day, met.id) as nth
        from (select distinct on (o.id) o.id, o.from_day, w as spell
              from role o left join unnest(wanted) w on w && daterange(o.from_day, o.until_day + 1)
              where o.person_id = person and o.place_id = place and o.kind = 'digital_inspector'
              order by o.id, w) met
    ) held
    where r.id = held.id and (held.spell is null or held.nth > 1);
    update role r set from_day = lower(w.days), until_day = upper(w.days) - 1,
           ended_by = case when upper(w.days) is null then null else by_person end,
           ended_at = case when upper(w.days) is null then null else at end
    from (select distinct on (o.id) o.id, w as days
          from role o join unnest(wanted) w on w && daterange(o.from_day, o.until_day + 1)
          where o.person_id = person and o.place_id = place and o.kind = 'digital_inspector'
          order by o.id, w) w
    where r.id = w.id and (r.from_day, r.until_day) is distinct from (lower(w.days), upper(w.days) - 1);
    insert into role (id, person_id, kind, place_id, from_day, until_day, source, given_by, given_at)
    select gen_random_uuid(), person, 'digital_inspector', place, lower(w), upper(w) - 1, 'delegation', by_person, at
    from unnest(wanted) w
    where not exists (select from role o where o.person_id = person and o.place_id = place and o.kind = 'digital_inspector'
                        and o.from_day = lower(w) and o.until_day is not distinct from upper(w) - 1);
end $$;

alter table circonscription_backing drop column role_id;

select settle_backing(b.person_id, b.place_id, b.said_by, b.said_at)
from (select distinct on (f.person_id, b.place_id) f.person_id, b.place_id, b.said_by, b.said_at
      from circonscription_backing b join staff_function f on f.id = b.function_id join account a on a.person_id = f.person_id
      order by f.person_id, b.place_id, b.said_at, b.id) b;
