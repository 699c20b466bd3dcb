-- What is new for somebody is asked with her session (identity::sessions), in one query: so what she has seen is counted
-- with her news, not read beside it.
create function news_are_seen() returns trigger language plpgsql as $$
begin
    perform news_changes(array[coalesce(new.person_id, old.person_id)]);
    return null;
end $$;
create trigger news_are_seen after insert or update or delete on feed_mark for each row execute function news_are_seen();

-- As before. A class at a time, so that PostgreSQL writes `follows` into the query: given all of them at once it was
-- planned anew whenever somebody opened her class, which took longer than everything else that the page asks.
create or replace function handed_over(successor uuid, on_day date)
returns table (place_id uuid, to_id uuid, from_id uuid, left_on date) language sql stable as $$
    with mine as (
        select r.kind, r.place_id from role r join place p on p.id = r.place_id
        where r.person_id = successor and r.tools is null and r.from_day <= on_day
          and (r.until_day is null or r.until_day >= on_day)
          and (r.kind = 'teacher' and p.kind in ('class', 'group') or r.kind = 'head' and p.kind = 'school')
    ), taken as (
        select kind, place_id as old_id, place_id as new_id from mine
        union
        select 'teacher', f.old_id, f.new_id from mine m cross join lateral follows(array[m.place_id]) f
        where m.kind = 'teacher'
    )
    select t.old_id, t.new_id, r.person_id, max(r.until_day)
    from taken t join role r on r.place_id = t.old_id and r.kind = t.kind
    where r.person_id <> successor and r.until_day < on_day and r.until_day >= on_day - 365
      and not exists (select from role k where k.person_id = r.person_id and k.kind = t.kind
                        and k.place_id in (t.old_id, t.new_id) and k.from_day <= on_day
                        and (k.until_day is null or k.until_day >= on_day))
    group by t.old_id, t.new_id, r.person_id
$$;

-- Schools and communes are found by words: a name as it is compared is worked out when it is written, not for each of
-- the 2,800 schools of an academy whenever somebody looks for one.
alter table place add column plain text not null generated always as (plain_name(name)) stored;

-- « jean mou » as patterns for a plain name; nothing when nothing but signs was typed.
create function sought_words(typed text) returns text[] language sql immutable parallel safe as $$
    select array_agg('%' || plain_name(w) || '%') from regexp_split_to_table(typed, '\s+') w where plain_name(w) <> ''
$$;

-- The pupils of a school or a commune as they were counted last, each night: nothing before the first count.
create view counted_pupils as
    select a.scope_id as place_id, a.potential, a.activated from figure_account a
    where a.profile = 'pupil' and a.band = 'all' and a.month = (select max(t.month) from figure_taken t);
