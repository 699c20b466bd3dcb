-- Help in three levels (domain rows 91, 118–127): who is near, the project by domain of competence, the publisher.
-- A ticket is one thread from whoever asks to whoever ends it; where it has been stays written.
create table ticket (
    id              uuid primary key,
    number          bigint generated always as identity unique,
    asker_id        uuid references person (id),
    asker_name      text not null default '',     -- as typed by who could not sign in
    contact         text not null default '',     -- how to reach her then
    verified        boolean not null default true,
    school_id       uuid references place (id),
    category        text not null check (category in ('accounts', 'directory', 'national_sign_in', 'infrastructure', 'equipment',
                        'uses', 'application', 'resources', 'safety', 'data_protection', 'funding')),
    title           text not null,
    page            text not null default '',     -- where she came from
    device          text not null default '',     -- « Firefox sur Windows »: three words, no fingerprint
    version         text not null default '',
    channel         text not null check (channel in ('web', 'phone', 'without_account')),
    minutes         smallint check (minutes between 1 and 600),   -- of a call
    called_back     boolean,                      -- of a call: not answered at once
    priority        smallint not null check (priority between 1 and 4),
    queue           text not null check (queue in ('school', 'circonscription', 'commune', 'project', 'dsi', 'cdti', 'dpo', 'publisher', 'safety')),
    place_id        uuid references place (id),   -- of the queue: its school, circonscription, commune
    level           smallint not null check (level between 1 and 3),
    state           text not null default 'open' check (state in ('open', 'waiting', 'to_confirm', 'resolved', 'closed')),
    taken_by        uuid references person (id),
    opened_at       timestamptz not null,
    first_answer_at timestamptz,
    answer_by       timestamptz not null,
    resolve_by      timestamptz,
    waiting_since   timestamptz,
    waited_minutes  integer not null default 0,   -- of service, while she was asked something
    resolved_at     timestamptz,
    resolver        text check (resolver in ('dane', 'dsi', 'cdti', 'school', 'circonscription', 'commune', 'publisher')),
    resolution      text check (resolution in ('quick_fix', 'explained', 'directory', 'setting', 'bug_fixed', 'workaround', 'known_problem', 'not_ours', 'not_again')),
    closed_at       timestamptz,
    satisfaction    smallint check (satisfaction between 1 and 4),
    reopened        smallint not null default 0,
    revision        integer not null default 0,   -- two who act at once: the second is told
    masked_at       timestamptz,
    check ((state = 'waiting') = (waiting_since is not null)),
    check ((state in ('resolved', 'closed')) = (resolved_at is not null)),
    check ((state = 'closed') = (closed_at is not null)),
    check ((queue in ('school', 'circonscription', 'commune')) <= (place_id is not null))
);
create index ticket_asker on ticket (asker_id, opened_at desc) where asker_id is not null;
create index ticket_queue on ticket (queue, place_id) where state not in ('resolved', 'closed');
create index ticket_taken_by on ticket (taken_by) where taken_by is not null;
create index ticket_school on ticket (school_id, opened_at) where school_id is not null;
create index ticket_closed on ticket (closed_at) where closed_at is not null;
create index ticket_resolved on ticket (resolved_at) where state = 'resolved';

-- The queues that it was in, in order: who worked one goes on reading it.
create table ticket_turn (
    id        uuid primary key,
    ticket_id uuid not null references ticket (id) on delete cascade,
    queue     text not null,
    place_id  uuid references place (id),
    level     smallint not null,
    by_id     uuid references person (id),
    at        timestamptz not null,
    summary   text not null default '',
    tried     text not null default '',
    priority  smallint not null check (priority between 1 and 4)
);
create index ticket_turn_ticket on ticket_turn (ticket_id, at);
create index ticket_turn_queue on ticket_turn (queue, place_id, ticket_id);
create index ticket_turn_by on ticket_turn (by_id) where by_id is not null;

-- What was said and done, in order. What is not `open_to_asker` stays between those who help.
create table ticket_entry (
    id            uuid primary key,
    ticket_id     uuid not null references ticket (id) on delete cascade,
    by_id         uuid references person (id),
    at            timestamptz not null,
    kind          text not null check (kind in ('asked', 'reply', 'answer', 'question', 'note', 'taken', 'external', 'priority',
                      'fix', 'confirmed', 'sent_back', 'resolved', 'closed', 'reopened')),
    open_to_asker boolean not null,
    by_asker      boolean not null default false,
    text          text not null default ''
);
create index ticket_entry_ticket on ticket_entry (ticket_id, at, id);
create index ticket_entry_by on ticket_entry (by_id) where by_id is not null;

create table ticket_file (
    id        uuid primary key,
    ticket_id uuid not null references ticket (id) on delete cascade,
    entry_id  uuid not null references ticket_entry (id) on delete cascade,
    file_id   uuid not null references file (id),
    by_id     uuid references person (id)
);
create index ticket_file_ticket on ticket_file (ticket_id);
create index ticket_file_entry on ticket_file (entry_id);
create index ticket_file_file on ticket_file (file_id);
create index ticket_file_by on ticket_file (by_id) where by_id is not null;

-- A ticket on somebody else’s platform (rows 121, 126): kept by hand there, or a letter to the publisher.
create table ticket_external (
    id        uuid primary key,
    ticket_id uuid not null references ticket (id) on delete cascade,
    way       text not null check (way in ('platform', 'mail')),
    platform  text not null,
    number    text not null default '',
    state     text not null check (state in ('sending', 'sent', 'failed', 'acknowledged', 'in_progress', 'fixed', 'refused')),
    file      text not null default '',           -- the functional and technical file: who is who stays here
    by_id     uuid references person (id),
    at        timestamptz not null,
    said_at   timestamptz not null
);
create index ticket_external_ticket on ticket_external (ticket_id);
create index ticket_external_by on ticket_external (by_id) where by_id is not null;

-- Who works a queue beside those whose role it is: a school’s named administrator, a référent numérique, the DSI’s people,
-- the publisher’s.
create table queue_member (
    id         uuid primary key,
    queue      text not null check (queue in ('school', 'circonscription', 'project', 'dsi', 'cdti', 'dpo', 'publisher', 'safety')),
    place_id   uuid references place (id),
    person_id  uuid not null references person (id),
    from_day   date not null,
    until_day  date,
    named_by   uuid references person (id),
    check ((queue in ('school', 'circonscription')) = (place_id is not null))
);
create index queue_member_person on queue_member (person_id);
create index queue_member_queue on queue_member (queue, place_id);
create index queue_member_named_by on queue_member (named_by) where named_by is not null;

-- Category → queues of levels 1 and 2 (annex C); what was before is kept.
create table ticket_route (
    id         uuid primary key,
    category   text not null,
    first      text not null check (first in ('school', 'circonscription', 'commune')),
    second     text not null check (second in ('project', 'dsi', 'cdti', 'dpo', 'commune')),
    said_by    uuid references person (id),
    said_at    timestamptz not null,
    dropped_at timestamptz
);
create unique index ticket_route_once on ticket_route (category) where dropped_at is null;
create index ticket_route_said_by on ticket_route (said_by) where said_by is not null;

-- The optional queue, and where the publisher reads letters: one row.
create table support_setting (
    one             boolean primary key default true check (one),
    cdti            boolean not null default false,
    publisher       text not null default '',
    publisher_email text not null default '',
    said_by         uuid references person (id),
    said_at         timestamptz not null
);
create index support_setting_said_by on support_setting (said_by) where said_by is not null;

-- « Ça ne marche pas », touched by a pupil (row 17): for whoever teaches the class.
create table class_trouble (
    id        uuid primary key,
    person_id uuid not null references person (id),
    class_id  uuid not null,
    school_id uuid not null,
    device    text not null default '',
    at        timestamptz not null,
    seen_at   timestamptz,
    seen_by   uuid references person (id),
    foreign key (class_id, school_id) references place (id, school_id)
);
create index class_trouble_class on class_trouble (class_id, at) where seen_at is null;
create index class_trouble_person on class_trouble (person_id);
create index class_trouble_seen_by on class_trouble (seen_by) where seen_by is not null;

-- The zone of the school calendar that the project said, for whoever counts days.
create function school_zone() returns text language sql stable as
    $$ select coalesce((select zone from project), '') $$;

-- Who works which queue on a day. Only an open account is somebody who answers.
create function queue_workers(day date) returns table (queue text, place_id uuid, person_id uuid) language sql stable as $$
    select w.queue, w.place_id, w.person_id from (
        select 'school' as queue, r.place_id, r.person_id from role r
        where r.kind = 'head' and r.from_day <= day and (r.until_day is null or r.until_day >= day)
        union
        select q.queue, s.id, r.person_id from role r join place s on s.kind = 'school' and s.id = r.place_id, unnest(array['safety']) q (queue)
        where r.kind = 'head' and r.from_day <= day and (r.until_day is null or r.until_day >= day)
        union
        select q.queue, r.place_id, r.person_id from role r, unnest(array['circonscription', 'safety']) q (queue)
        where r.kind = 'inspector' and r.from_day <= day and (r.until_day is null or r.until_day >= day)
        union
        select 'safety', s.id, r.person_id from role r join place s on s.kind = 'school' and s.parent_id = r.place_id
        where r.kind = 'inspector' and r.from_day <= day and (r.until_day is null or r.until_day >= day)
        union
        select 'commune', t.id, r.person_id from role r join place t on t.id = r.place_id or t.territory_id = r.place_id
        where r.kind = 'commune_agent' and t.kind = 'commune' and r.from_day <= day and (r.until_day is null or r.until_day >= day)
        union
        select q.queue, null, r.person_id from role r, unnest(array['project', 'dsi', 'cdti', 'dpo', 'publisher']) q (queue)
        where r.kind in ('operator', 'project_manager') and r.from_day <= day and (r.until_day is null or r.until_day >= day)
        union
        select m.queue, m.place_id, m.person_id from queue_member m
        where m.from_day <= day and (m.until_day is null or m.until_day >= day)
    ) w join account a on a.person_id = w.person_id and a.state = 'active'
$$;

-- Who is erased leaves no words of hers in her ticket; what others answered keeps its sense.
create function ticket_nameless() returns trigger language plpgsql as $$
begin
    if old.asker_id is not null and new.asker_id is null then
        new.title := '';
        new.asker_name := '';
        new.contact := '';
        new.page := '';
        new.device := '';
        update ticket_entry set text = '' where ticket_id = new.id and by_asker;
    end if;
    return new;
end
$$;
create trigger ticket_nameless before update of asker_id on ticket for each row execute function ticket_nameless();
