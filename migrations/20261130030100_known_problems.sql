-- What does not work, that the project knows of: said to whom it concerns, kept afterwards as the story of the service.
create table known_problem (
    id         uuid primary key,
    category   text not null,
    concerned  text not null check (concerned in ('everyone', 'families', 'teachers', 'heads')),
    place_id   uuid references place (id),                   -- a school or a circonscription; nothing: everywhere
    title      text not null,
    happens    text not null,
    workaround text not null default '',
    since      timestamptz not null,
    ended_at   timestamptz,
    fixed_in   text not null default '',                     -- the version that mends it
    major      boolean not null default false,               -- said on every page of whom it concerns
    said_by    uuid references person (id),
    said_at    timestamptz not null,
    ended_by   uuid references person (id),
    check (ended_at >= since)
);
create index known_problem_current on known_problem (since desc) where ended_at is null;
create index known_problem_since on known_problem (since desc, id);
create index known_problem_place on known_problem (place_id) where place_id is not null;
create index known_problem_said_by on known_problem (said_by) where said_by is not null;
create index known_problem_ended_by on known_problem (ended_by) where ended_by is not null;

-- What became of it, as it went.
create table known_problem_news (
    id         uuid primary key,
    problem_id uuid not null references known_problem (id) on delete cascade,
    text       text not null,
    by_id      uuid references person (id),
    at         timestamptz not null
);
create index known_problem_news_problem on known_problem_news (problem_id, at);
create index known_problem_news_by on known_problem_news (by_id) where by_id is not null;
