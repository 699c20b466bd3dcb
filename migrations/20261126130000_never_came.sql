-- Who never came is erased the night in which she is found to be leaving: there is nothing of hers to come for.
-- (CNIL's and the field's practice; the order of 30 Nov 2006, art. 6, gives three months to who has data here.)
-- A feed that would make too many leave is held before anybody is leaving: that guard comes first.

-- A nursery child comes in through her family's account: she has come once one of them has. While a child is
-- hidden from somebody, both are kept the three months: else a feed that drops one for a night, and brings her
-- back, would bring her back without the protection.
create function has_come(asked uuid) returns boolean language sql stable as $$
    select exists (select from account a where a.person_id = asked and a.activated_at is not null)
        or exists (select from guardian_link g join account a on a.person_id = g.guardian_id
                   where g.pupil_id = asked and a.activated_at is not null)
        or exists (select from protection p where p.pupil_id = asked and p.lifted_at is null)
        or exists (select from protection p where p.guardian_id = asked and p.lifted_at is null)
$$;

create or replace function erasure_day(leaving_since date, used boolean) returns date language sql immutable as $$
    select case when used then (leaving_since + interval '3 months')::date else leaving_since end
$$;
