-- One counter for all freezes, that moves with whatever changes who is frozen: a freeze begun, reopened, opened somewhere;
-- a school that goes to another circonscription. A process keeps an actor at hand while this and her own revision are the
-- ones she was read with.
-- Moved at the end of each such transaction (a deferred trigger): what holds the row holds it while it commits and no
-- longer, so that nobody who writes for minutes (an import) is waited for; and no change is lost, whatever the order.
create table freeze_revision (
    one      boolean primary key default true check (one),
    revision bigint not null
);
insert into freeze_revision (revision) values (1);

create function freezes_change() returns trigger language plpgsql as $$
begin
    update freeze_revision set revision = revision + 1;
    return null;
end $$;

create constraint trigger writing_freeze_changes after insert or update or delete on writing_freeze
    deferrable initially deferred for each row execute function freezes_change();
create constraint trigger freeze_opening_changes after insert or update or delete on freeze_opening
    deferrable initially deferred for each row execute function freezes_change();
create constraint trigger place_moves after update of parent_id on place
    deferrable initially deferred for each row when (old.parent_id is distinct from new.parent_id)
    execute function freezes_change();
