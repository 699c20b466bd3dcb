-- Feeds give family names in capitals. They stay as given in `person`; what people read is `shown_name`:
-- « CARREL » is Carrel, « DE LA TOUR-DU-PIN » is de La Tour-du-Pin, « D'ALMEIDA » is d'Almeida.
-- A name that has a small letter was typed by somebody who knew: it is shown as it is.
-- The collation is named, because a database of locale C knows no capital with an accent.
create function shown_in_parts(name text) returns text language sql immutable parallel safe as $$
    select coalesce(string_agg(
        -- « de », « du », « des », « d' » before another word are small; alone they are a name.
        case when part[1] in ('de', 'du', 'des') and part[2] <> '' then part[1]
             when part[1] = 'd' and part[2] in ('''', '’') then part[1]
             else upper(left(part[1], 1) collate "und-x-icu") || substr(part[1], 2) end
        || part[2], '' order by at), name)
    from regexp_matches(lower(name collate "und-x-icu"), '([^ ''’-]+)([ ''’-]*)', 'g')
         with ordinality as parts (part, at)
$$;

-- Without a query of its own, so that the planner writes it into the one that asks.
create function shown_name(name text) returns text language sql immutable parallel safe as $$
    select case when name <> upper(name collate "und-x-icu") then name
                -- One word, as most are.
                when name !~ '[ ''’-]' then upper(left(name, 1)) || lower(substr(name, 2) collate "und-x-icu")
                else shown_in_parts(name) end
$$;

-- Put right once, when a name is written: pages show a hundred of them.
alter table person add column shown_first_name text not null generated always as (shown_name(first_name)) stored,
                   add column shown_last_name text not null generated always as (shown_name(last_name)) stored;

create or replace view person_card as
    select id as person_id, title, shown_first_name as first_name, shown_last_name as last_name,
           level, leaving_since
    from person;
