-- Adults whose accounts were closed in an incident are told what to do: by letter where an address is known,
-- else on paper.
alter table containment_person add column told text check (told in ('mail', 'paper')),
                               add column told_at timestamptz;      -- mail: given to the queue
create index containment_person_to_tell on containment_person (containment_id)
    where told = 'mail' and told_at is null;

-- Closed in an incident, and nothing opens the account since: she needs a letter or a new sheet.
create function closed_out(asked uuid) returns boolean language sql stable as $$
    select exists (select from containment_person c where c.person_id = asked)
       and exists (select from account a where a.person_id = asked and a.password_hash is null and a.code_hash is null)
       and not exists (select from passkey k where k.person_id = asked)
       and not exists (select from card k where k.person_id = asked)
       and not exists (select from picture_code k where k.person_id = asked and k.hash is not null)
$$;
