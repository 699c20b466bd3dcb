-- Small things left open of people and letters.

-- The address from which a letter came back: as long as it is hers, she has no address. Another one works again.
alter table person add column email_failed text;
create function has_mailbox(email text, failed text) returns boolean language sql immutable parallel safe as $$
    select email is not null and email is distinct from failed
$$;
update person p set email_failed = p.email
where exists (select from invitation i where i.person_id = p.id and i.failed_at is not null
                and i.failed_at = (select max(coalesce(n.failed_at, n.left_at)) from invitation n where n.person_id = p.id));

-- What a school's file does not say of a link (whose mother, which authority) and the head has yet to say.
alter table guardian_link add column to_check boolean not null default false;
create index guardian_link_to_check on guardian_link (pupil_id) where to_check;

-- As before; and whom the academy's directory goes on naming as head after somebody said her last day. She is kept
-- although nothing is open to her: erased, she would come back from the next feed as somebody new, and as head.
create or replace function entitled(on_day date) returns table (person_id uuid) language sql stable as $$
    select r.person_id from role r where r.until_day is null or r.until_day >= on_day
    union
    select g.guardian_id from guardian_link g join role r on r.person_id = g.pupil_id and r.kind = 'pupil'
    where (r.until_day is null or r.until_day >= on_day) and (g.until_day is null or g.until_day >= on_day)
    union
    select r.person_id from role r
    where r.kind = 'head' and r.source = 'feed' and r.ended_at is not null and r.fed_on is null
      and exists (select from person_key k where k.person_id = r.person_id and k.source = 'aaf')
$$;

-- A teacher who has nothing else in the school has left it: her place in a space with a class of collège ends too.
create function end_joint_teaching(on_day date) returns bigint language sql as $$
    with gone as (
        select r.id from role r join joint_space j on j.place_id = r.place_id
        where r.kind = 'teacher' and r.source <> 'delegation' and (r.until_day is null or r.until_day >= on_day)
          and not exists (
              select from role o where o.person_id = r.person_id and o.school_id = r.school_id
                and o.kind in ('teacher', 'head', 'substitute') and (o.until_day is null or o.until_day >= on_day)
                and not exists (select from joint_space s where s.place_id = o.place_id))
    ), never as (
        delete from role r using gone g where r.id = g.id and r.from_day >= on_day
    ), ended as (
        update role r set until_day = on_day - 1 from gone g where r.id = g.id and r.from_day < on_day returning r.id
    )
    select count(*) from gone
$$;

-- How many a night erased, by the school that they were last of: what is left of them, and nobody's name.
create table erasure_count (
    day        date not null,
    school_id  uuid references place (id),
    never_came boolean not null,
    people     integer not null,
    unique nulls not distinct (day, school_id, never_came)
);
create index erasure_count_school on erasure_count (school_id, day);
