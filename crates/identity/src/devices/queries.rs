//! The SQL of known devices and of the letter's link.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::PersonId;
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// How long the link of a letter works: one may read it after the holidays.
const LINK_LASTS: TimeDelta = TimeDelta::days(30);

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Somebody came back to a device; `false`: she was never there.
pub(super) async fn seen(
    db: impl PgExecutor<'_>,
    person: PersonId,
    token: &str,
    trusted: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update known_device set seen_at = $3, trusted_until = coalesce($4, trusted_until)
         where person_id = $1 and token_hash = $2",
        person.0,
        hash(token),
        now,
        trusted,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn is_first(db: impl PgExecutor<'_>, person: PersonId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select not exists (select from known_device where person_id = $1) as "first!""#,
        person.0
    )
    .fetch_one(db)
    .await
}

pub(super) async fn put(
    db: impl PgExecutor<'_>,
    person: PersonId,
    token: &str,
    device: &str,
    trusted: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Uuid, sqlx::Error> {
    sqlx::query_scalar!(
        "insert into known_device (id, person_id, token_hash, device, since, seen_at, trusted_until)
         values ($1, $2, $3, $4, $5, $5, $6)
         on conflict (person_id, token_hash) do update set seen_at = $5 returning id",
        Uuid::now_v7(),
        person.0,
        hash(token),
        device,
        now,
        trusted,
    )
    .fetch_one(db)
    .await
}

/// Her second factor is not asked for on this device now.
pub(crate) async fn is_trusted(
    db: impl PgExecutor<'_>,
    person: PersonId,
    token: &str,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from known_device
              where person_id = $1 and token_hash = $2 and trusted_until > $3) as "trusted!""#,
        person.0,
        hash(token),
        now,
    )
    .fetch_one(db)
    .await
}

/// On how many devices it is not asked for.
pub(crate) async fn trusted(
    db: impl PgExecutor<'_>,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from known_device where person_id = $1 and trusted_until > $2"#,
        person.0,
        now,
    )
    .fetch_one(db)
    .await
}

pub(crate) async fn trust_none(db: impl PgExecutor<'_>, person: PersonId) -> Result<(), sqlx::Error> {
    sqlx::query!("update known_device set trusted_until = null where person_id = $1", person.0)
        .execute(db)
        .await?;
    Ok(())
}

/// The words for a device and when somebody first came there.
pub(super) async fn device(
    db: impl PgExecutor<'_>,
    person: PersonId,
    id: Uuid,
) -> Result<Option<(String, DateTime<Utc>)>, sqlx::Error> {
    let row =
        sqlx::query!("select device, since from known_device where id = $1 and person_id = $2", id, person.0)
            .fetch_optional(db)
            .await?;
    Ok(row.map(|row| (row.device, row.since)))
}

/// A fresh token for the letter's link.
pub(super) async fn make_link(
    db: impl PgExecutor<'_>,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<String, sqlx::Error> {
    let token = hex::encode(rand::random::<[u8; 32]>());
    sqlx::query!(
        "insert into not_me_link (token_hash, person_id, ends_at) values ($1, $2, $3)",
        hash(&token),
        person.0,
        now + LINK_LASTS,
    )
    .execute(db)
    .await?;
    Ok(token)
}

pub(super) async fn is_good(
    db: impl PgExecutor<'_>,
    token: &str,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from not_me_link where token_hash = $1 and ends_at > $2) as "good!""#,
        hash(token),
        now,
    )
    .fetch_one(db)
    .await
}

/// Uses the link up; every other link of hers goes with it.
pub(super) async fn use_up(
    conn: &mut PgConnection,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<PersonId>, sqlx::Error> {
    let person = sqlx::query_scalar!(
        "delete from not_me_link where token_hash = $1 and ends_at > $2 returning person_id",
        hash(token),
        now,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(person) = person else { return Ok(None) };
    sqlx::query!("delete from not_me_link where person_id = $1", person).execute(conn).await?;
    Ok(Some(PersonId(person)))
}

/// No device of hers is known any more: whoever comes next is warned of.
pub(super) async fn forget_all(db: impl PgExecutor<'_>, person: PersonId) -> Result<(), sqlx::Error> {
    sqlx::query!("update known_device set trusted_until = null, token_hash = sha256(gen_random_uuid()::text::bytea) where person_id = $1", person.0)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn alert(
    db: impl PgExecutor<'_>,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into security_alert (id, at, kind, person_id) values ($1, $2, 'not_me', $3)",
        Uuid::now_v7(),
        now,
        person.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What has ended is not kept; how many rows went.
pub(crate) async fn forget_old(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let devices = sqlx::query!("delete from known_device where seen_at <= $1", now - super::REMEMBERED)
        .execute(&mut *conn)
        .await?;
    let links = sqlx::query!("delete from not_me_link where ends_at <= $1", now).execute(&mut *conn).await?;
    let answers = sqlx::query!("delete from passkey_answer where ends_at <= $1", now).execute(conn).await?;
    Ok(devices.rows_affected() + links.rows_affected() + answers.rows_affected())
}
