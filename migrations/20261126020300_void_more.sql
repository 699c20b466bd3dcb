-- What opens a pupil's account is void too: her card, her pictures, her secret words; and the class that a stolen
-- account had opened on a tablet, with the children who are in there.
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
    insert into past_session (id, person_id, device, created_at, seen_at)
        select id, person_id, device, created_at, seen_at from session where person_id = any (people)
        on conflict do nothing;
    delete from session where person_id = any (people);
    get diagnostics closed = row_count;
    delete from class_session where opened_by = any (people);
    return closed;
end
$$;
