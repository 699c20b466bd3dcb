-- A class itself is kept at hand with its people (identity::school::roster): that it closes, or what it is, moves their
-- counter too. What it and its school are called moves `name_revision`.
create function roster_of_place_changes() returns trigger language plpgsql as $$
begin
    perform rosters_change(array[new.id]);
    return null;
end $$;
create trigger roster_place_is after update on place for each row
    when ((old.kind, old.school_id, old.by_hand, old.closed_on) is distinct from (new.kind, new.school_id, new.by_hand, new.closed_on))
    execute function roster_of_place_changes();
