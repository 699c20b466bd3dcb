-- One counter for what the pages of figures say: it moves with a count, and with what people say of the years before. A
-- process keeps a place's page at hand while it stands where it stood.
create table figure_revision (
    one      boolean primary key default true check (one),
    revision bigint not null
);
insert into figure_revision (revision) values (1);

create function figures_change() returns trigger language plpgsql as $$
begin
    update figure_revision set revision = revision + 1;
    return null;
end $$;

create trigger figure_taken_changes after insert or update or delete on figure_taken
    for each statement execute function figures_change();
create trigger figure_past_changes after insert or update or delete on figure_past
    for each statement execute function figures_change();
