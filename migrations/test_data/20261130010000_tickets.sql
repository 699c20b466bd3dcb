insert into ticket (id, school_id, category, title, channel, priority, queue, place_id, level, opened_at, answer_by)
select '01900000-0000-7000-8000-00000030a001', id, 'accounts', 'Mot de passe oublié', 'web', 3, 'school', id, 1, '2026-09-15 08:00+00', '2026-09-15 12:00+00'
from place where kind = 'school' limit 1;
insert into ticket_turn (id, ticket_id, queue, place_id, level, at, priority)
select '01900000-0000-7000-8000-00000030a002', id, queue, place_id, level, opened_at, priority from ticket;
insert into ticket_entry (id, ticket_id, at, kind, open_to_asker, by_asker, text)
select '01900000-0000-7000-8000-00000030a003', id, opened_at, 'asked', true, true, 'Je n’ai plus le mot de passe.' from ticket;
insert into ticket_external (id, ticket_id, way, platform, state, at, said_at)
select '01900000-0000-7000-8000-00000030a004', id, 'platform', 'AMIGO', 'sent', opened_at, opened_at from ticket;
insert into ticket_route (id, category, first, second, said_at) values ('01900000-0000-7000-8000-00000030a005', 'uses', 'circonscription', 'project', '2026-09-15');
insert into support_setting (publisher, said_at) values ('Exemple SA', '2026-09-15');
insert into queue_member (id, queue, person_id, from_day) select '01900000-0000-7000-8000-00000030a006', 'dsi', id, '2026-09-01' from person limit 1;
insert into class_trouble (id, person_id, class_id, school_id, at)
select '01900000-0000-7000-8000-00000030a007', p.id, c.id, c.school_id, '2026-09-15' from person p, place c where c.kind = 'class' limit 1;
insert into ticket_file (id, ticket_id, entry_id, file_id)
select '01900000-0000-7000-8000-00000030a008', e.ticket_id, e.id, f.id from ticket_entry e, file f limit 1;
