insert into roster_revision (place_id) select id from place where kind = 'class'
on conflict (place_id) do update set revision = roster_revision.revision + 1;
