-- Sessions are closed in one way: what is noted of each stays, for who looks back after a hijack (past_session); those
-- that were lent to a child from one of them end with it. How many.
create function close_sessions(which uuid[]) returns bigint language sql as $$
    with gone as (delete from session where id = any (which) or lent_by = any (which) returning *),
         noted as (insert into past_session (id, person_id, device, created_at, seen_at)
             select id, person_id, device, created_at, seen_at from gone)
    select count(*) from gone
$$;

create or replace function void_secrets(people uuid[]) returns bigint language plpgsql as $$
declare
    closed bigint;
begin
    update account set password_hash = null, code_hash = null, code_made_at = null where person_id = any (people);
    update former_login set password_hash = null, code_hash = null, code_made_at = null where person_id = any (people);
    delete from password_reset where person_id = any (people);
    delete from passkey where person_id = any (people);
    delete from card where person_id = any (people);
    delete from pass_phrase where person_id = any (people);
    update picture_code set hash = null, made_at = null where person_id = any (people) and hash is not null;
    update known_device set trusted_until = null where person_id = any (people) and trusted_until is not null;
    select count(*) into closed from session where person_id = any (people);
    perform close_sessions(array(select s.id from session s left join class_session t on t.id = s.class_session_id
        where s.person_id = any (people) or t.opened_by = any (people)));
    delete from class_session where opened_by = any (people);
    return closed;
end
$$;
