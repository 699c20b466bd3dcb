//! Schools, people, roles, accounts.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};

/// How many schools there are, and how many of them are these (by UAI).
pub async fn schools(db: impl PgExecutor<'_>, uais: &[String]) -> Result<(i64, i64), sqlx::Error> {
    let found = sqlx::query!(
        r#"select count(*) as "all!", count(*) filter (where uai = any($1)) as "ours!"
         from place where kind = 'school'"#,
        uais,
    )
    .fetch_one(db)
    .await?;
    Ok((found.all, found.ours))
}

/// How many of these people a feed has brought.
pub async fn known(db: impl PgExecutor<'_>, keys: &[String]) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from person_key where source = 'aaf' and key = any($1)"#,
        keys,
    )
    .fetch_one(db)
    .await
}

pub async fn person(
    db: impl PgExecutor<'_>,
    source: &str,
    key: &str,
) -> Result<Option<PersonId>, sqlx::Error> {
    let id =
        sqlx::query_scalar!("select person_id from person_key where source = $1 and key = $2", source, key,)
            .fetch_optional(db)
            .await?;
    Ok(id.map(PersonId))
}

/// A structure of the feed, or a class or group of that year, by its key.
pub async fn place(db: impl PgExecutor<'_>, key: &str, year: i16) -> Result<Option<PlaceId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        "select place_id from place_key
         where source = 'aaf' and (key = $1 and school_year = 0
             or key in ('class:' || $1, 'group:' || $1) and school_year = $2)",
        key,
        year,
    )
    .fetch_optional(db)
    .await?;
    Ok(id.map(PlaceId))
}

/// Somebody whom no academy's feed brings: commune, project, substitute.
pub async fn add_person(
    conn: &mut PgConnection,
    key: &str,
    (title, first, last): (&str, &str, &str),
    email: &str,
    now: DateTime<Utc>,
) -> Result<PersonId, sqlx::Error> {
    let id = PersonId::fresh();
    sqlx::query!(
        "insert into person (id, title, first_name, last_name, email, created_at) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        title,
        first,
        last,
        email,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into person_key (source, key, person_id, category, hash) values ('demo', $1, $2, 'staff', '')",
        key,
        id.0,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Gives a role, unless the person has or had it.
pub async fn give_role(
    db: impl PgExecutor<'_>,
    person: PersonId,
    kind: &str,
    place: PlaceId,
    (from, until): (NaiveDate, Option<NaiveDate>),
    source: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, until_day, source)
         select gen_random_uuid(), $1, $2, p.id, p.school_id, $4, $5, $6 from place p
         where p.id = $3
           and not exists (select from role where person_id = $1 and kind = $2 and place_id = $3)",
        person.0,
        kind,
        place.0,
        from,
        until,
        source,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A place of the territory, by kind and name; made when missing.
pub async fn territory(
    conn: &mut PgConnection,
    kind: &str,
    name: &str,
    insee: Option<&str>,
    above: Option<PlaceId>,
    now: DateTime<Utc>,
) -> Result<PlaceId, sqlx::Error> {
    let found = sqlx::query_scalar!(
        "select id from place where kind = $1 and (name = $2 or insee = $3) order by created_at limit 1",
        kind,
        name,
        insee,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(id) = found {
        // The feed brought the commune, and knows no syndicate.
        if let Some(above) = above {
            put_in_commune(conn, PlaceId(id), above).await?;
        }
        return Ok(PlaceId(id));
    }
    let id = PlaceId::fresh();
    sqlx::query!(
        "insert into place (id, kind, name, insee, territory_id, created_at) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        kind,
        name,
        insee,
        above.map(|p| p.0),
        now,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Puts a school in its commune, a commune in its syndicate, when the feed did not.
pub async fn put_in_commune(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    commune: PlaceId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update place set territory_id = $2 where id = $1 and territory_id is null",
        school.0,
        commune.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The login and state of an account.
pub async fn account(
    db: impl PgExecutor<'_>,
    person: PersonId,
) -> Result<Option<(String, String)>, sqlx::Error> {
    let found = sqlx::query!("select login, state from account where person_id = $1", person.0)
        .fetch_optional(db)
        .await?;
    Ok(found.map(|a| (a.login, a.state)))
}

/// Opens an account that nobody has opened.
pub async fn open_account(
    db: impl PgExecutor<'_>,
    person: PersonId,
    login: &str,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into account as a (person_id, login, state, password_hash, charter_at, activated_at, created_at)
         values ($1, $2, 'active', $3, $4, $4, $4)
         on conflict (person_id) do update set state = 'active', password_hash = $3, charter_at = $4,
             activated_at = $4, code_hash = null, code_made_at = null
         where a.state = 'to_activate'",
        person.0,
        login,
        hash,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// First and last name.
pub async fn names(db: impl PgExecutor<'_>, person: PersonId) -> Result<(String, String), sqlx::Error> {
    let found = sqlx::query!("select first_name, last_name from person where id = $1", person.0)
        .fetch_one(db)
        .await?;
    Ok((found.first_name, found.last_name))
}

/// Somebody among these pupils has no pictures yet.
pub async fn without_pictures(db: impl PgExecutor<'_>, keys: &[String]) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from person_key k left join picture_code c on c.person_id = k.person_id
             where k.source = 'aaf' and k.key = any($1) and c.hash is null) as "some!""#,
        keys,
    )
    .fetch_one(db)
    .await
}

/// An animal for each, the same pictures for all who have none.
pub async fn put_pictures(
    db: impl PgExecutor<'_>,
    keys: &[String],
    animals: &[String],
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into picture_code as c (person_id, animal, hash, made_at)
         select k.person_id, v.animal, $3, $4 from unnest($1::text[], $2::text[]) as v (key, animal)
         join person_key k on k.source = 'aaf' and k.key = v.key
         on conflict (person_id) do update set hash = excluded.hash, made_at = excluded.made_at where c.hash is null",
        keys,
        animals,
        hash,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A card, unless the pupil was given one.
pub async fn put_card(
    db: impl PgExecutor<'_>,
    key: &str,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into card (person_id, secret_hash, made_at)
         select person_id, $2, $3 from person_key where source = 'aaf' and key = $1
         on conflict do nothing",
        key,
        hash,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The pupil's secret is of words.
pub async fn put_words(
    db: impl PgExecutor<'_>,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into pass_phrase (person_id, chosen_at) values ($1, $2) on conflict do nothing",
        person.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
