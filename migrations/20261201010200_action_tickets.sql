-- An action of a meeting may become a request for help, as it may become a request for a change (domain row 21).
alter table ticket add column action_id uuid references meeting_action (id);
create unique index ticket_action on ticket (action_id) where action_id is not null;

-- What governance shows to the help: an action in its words, and whether it goes on already.
create view action_said as
    select a.id, a.text, m.id as meeting_id, m.day, b.name as body, a.done_at is not null as done,
           exists (select from change_request r where r.action_id = a.id) as is_change
    from meeting_action a join body_meeting m on m.id = a.meeting_id join governing_body b on b.id = m.body_id;

-- What the help shows to governance: where the request of an action is; never what is confidential.
create view action_ticket as
    select action_id, id, number, state, asker_id from ticket
    where action_id is not null and queue <> 'safety' and category <> 'safety';
