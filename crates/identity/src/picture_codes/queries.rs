//! The SQL of picture codes.

use super::rules::{WRONG_AT_MOST, free_animals};
use crate::accounts::throttle;
use crate::ways::{Led, LedPupil};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::PersonId;
use sqlx::{PgConnection, PgExecutor};

/// Counts a try as wrong until [`right`] says otherwise, and answers what to compare with; nothing when there were
/// too many, or there is no code.
pub(super) async fn try_of(db: impl PgExecutor<'_>, person: PersonId) -> Result<Option<String>, sqlx::Error> {
    let hash = sqlx::query_scalar!(
        "update picture_code set wrong = wrong + 1
         where person_id = $1 and wrong < $2 and hash is not null returning hash",
        person.0,
        WRONG_AT_MOST,
    )
    .fetch_optional(db)
    .await?;
    Ok(hash.flatten())
}

/// The child came in, or the teacher helped: wrong tries are forgotten.
pub(crate) async fn forget_wrong(conn: &mut PgConnection, person: PersonId) -> Result<(), sqlx::Error> {
    sqlx::query!("update picture_code set wrong = 0 where person_id = $1", person.0)
        .execute(&mut *conn)
        .await?;
    crate::accounts::queries::forget_keys(conn, &[throttle::pictures_key(person)]).await
}

/// Gives an animal to each pupil of the class who has none.
pub(crate) async fn give_animals(
    conn: &mut PgConnection,
    class: &Led,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    let rows = sqlx::query!(
        r#"select r.person_id, c.animal as "animal?" from role r left join picture_code c on c.person_id = r.person_id
         where r.place_id = $1 and r.kind = 'pupil'
           and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         order by r.person_id"#,
        class.id().0,
        today,
    )
    .fetch_all(&mut *conn)
    .await?;
    let without: Vec<_> = rows.iter().filter(|r| r.animal.is_none()).map(|r| r.person_id).collect();
    if without.is_empty() {
        return Ok(());
    }
    let taken: Vec<String> = rows.into_iter().filter_map(|r| r.animal).collect();
    let start = rand::random_range(0..super::pictures::ANIMALS.len());
    let animals: Vec<String> =
        free_animals(&taken, without.len(), start).into_iter().map(str::to_owned).collect();
    sqlx::query!(
        "insert into picture_code (person_id, animal) select * from unnest($1::uuid[], $2::text[])
         on conflict (person_id) do nothing",
        &without,
        &animals,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Another animal for a pupil.
pub(super) async fn set_animal(
    db: impl PgExecutor<'_>,
    pupil: &LedPupil,
    animal: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into picture_code (person_id, animal) values ($1, $2)
         on conflict (person_id) do update set animal = excluded.animal",
        pupil.person.0,
        animal,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts fresh codes, already hashed, on pupils who have an animal. The old code, the printed one of before
/// included, opens nothing any more; secret words that a child chose stay.
pub(crate) async fn put(
    conn: &mut PgConnection,
    given: &[(PersonId, String)],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let people: Vec<_> = given.iter().map(|g| g.0.0).collect();
    let hashes: Vec<_> = given.iter().map(|g| g.1.clone()).collect();
    sqlx::query!(
        "update picture_code c set hash = v.hash, made_at = $3, wrong = 0
         from unnest($1::uuid[], $2::text[]) as v (person, hash) where c.person_id = v.person",
        &people,
        &hashes,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update account a set password_hash = null where person_id = any($1)
         and not exists (select from pass_phrase f where f.person_id = a.person_id)",
        &people,
    )
    .execute(&mut *conn)
    .await?;
    let keys: Vec<_> = given.iter().map(|g| throttle::pictures_key(g.0)).collect();
    crate::accounts::queries::forget_keys(conn, &keys).await
}
