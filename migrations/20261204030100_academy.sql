-- What an academy's pages read: 2,800 schools and 1,300 communes by name, among 15,000 places; of a million roles, those of
-- the communes' agents; of each path, whether it has arrived (docs/benchmarks.md).
create index place_school_name on place (name, id) include (parent_id, territory_id, opened_at)
    where kind = 'school' and not pseudo and closed_on is null;
create index place_commune_name on place (name, id) where kind = 'commune';
create index place_commune_epci on place (territory_id) where kind = 'commune' and territory_id is not null;
create index role_commune_agent on role (place_id) where kind = 'commune_agent';
create index joining_step_live on joining_step (joining_id) where step = 'go_live';
