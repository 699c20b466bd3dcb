-- What a feed says, as it is copied in. `said` has a bit for each field that the record lists (see
-- stage.rs): an unlisted field stays as it is. Gone at the end of the transaction.
create temp table stage_place (
    key text, action "char", kind text, name text, uai text, school_kind text, private boolean, street text,
    postcode text, town text, phone text, email text, academy text, circonscription text, commune text,
    rpi text, said int
) on commit drop;
create temp table stage_person (
    pos int, key text, category text, action "char", hash bytea, new_id uuid, login_base text, said int,
    title text, last_name text, first_name text, other_names text[], birth_name text, birth_date date, email text,
    mobile text, home_phone text, work_phone text, street text, postcode text, town text, country text,
    share_address boolean, level text, level_code text, ine text
) on commit drop;
create temp table stage_role (
    person_key text, kind text, place_kind text, structure_key text, class_key text, label text
) on commit drop;
create temp table stage_link (
    pupil_key text, relative_key text, relation text, authority text, rank smallint
) on commit drop;
create temp table stage_seen (key text) on commit drop;
-- What becomes of it.
create temp table who (key text primary key, person_id uuid not null, is_new boolean not null, rekeyed boolean not null)
    on commit drop;
create temp table leaver (person_id uuid primary key) on commit drop;
create temp table ended_role (person_id uuid, kind text, place_id uuid, school_id uuid) on commit drop;
create temp table gained_role (person_id uuid, kind text, place_id uuid, school_id uuid) on commit drop;
create temp table changed (person_id uuid primary key) on commit drop;
create temp table line (school_id uuid, what text, person_id uuid, label text, reason text, other_person_id uuid) on commit drop;
