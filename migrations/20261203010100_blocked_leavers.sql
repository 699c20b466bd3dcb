-- Who is blocked stays blocked when she leaves, and when she comes back: what closed the account is not undone by a
-- role that ends or begins.

-- The state of an account that nobody blocks.
create function open_state(a account) returns text language sql stable as $$
    select case when exists (select from person p where p.id = a.person_id and p.leaving_since is not null)
                then 'leaving'
                when a.activated_at is null then 'to_activate'
                else 'active' end
$$;

-- They are entitled again: each account is as it was. Returns how many came back.
create function come_back(people uuid[]) returns bigint language plpgsql as $$
declare
    back bigint;
begin
    update person set leaving_since = null where id = any(people) and leaving_since is not null;
    get diagnostics back = row_count;
    update account a set state = open_state(a) where a.person_id = any(people) and a.state = 'leaving';
    return back;
end
$$;
