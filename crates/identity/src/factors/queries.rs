//! The SQL of second factors.

use crate::accounts::codes;
use chrono::{DateTime, Utc};
use kernel::{PersonId, RoleKind};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// What somebody has set up.
#[derive(Debug, Clone)]
pub(crate) struct Factors {
    pub application: bool,
    pub passkeys: i64,
    /// Recovery codes that were not used.
    pub codes: i64,
}

impl Factors {
    pub fn any(&self) -> bool {
        self.application || self.passkeys > 0
    }
}

pub(crate) async fn of(db: impl PgExecutor<'_>, person: PersonId) -> Result<Factors, sqlx::Error> {
    sqlx::query_as!(
        Factors,
        r#"select exists (select from authenticator where person_id = $1) as "application!",
                (select count(*) from passkey where person_id = $1) as "passkeys!",
                (select count(*) from recovery_code where person_id = $1 and used_at is null) as "codes!""#,
        person.0,
    )
    .fetch_one(db)
    .await
}

/// What somebody is today, wherever.
pub(crate) async fn kinds(
    db: impl PgExecutor<'_>,
    person: PersonId,
    today: chrono::NaiveDate,
) -> Result<Vec<RoleKind>, sqlx::Error> {
    let kinds = sqlx::query_scalar!(
        "select distinct kind from role where person_id = $1
            and from_day <= $2 and (until_day is null or until_day >= $2)",
        person.0,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(kinds.iter().filter_map(|kind| RoleKind::named(kind)).collect())
}

/// Was named to answer requests for help.
pub(crate) async fn helps(
    db: impl PgExecutor<'_>,
    person: PersonId,
    today: chrono::NaiveDate,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select helps_others($1, $2) as "helps!""#, person.0, today).fetch_one(db).await
}

/// The sealed secret and the step of the last code.
pub(crate) async fn application(
    db: impl PgExecutor<'_>,
    person: PersonId,
) -> Result<Option<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar!("select secret from authenticator where person_id = $1", person.0)
        .fetch_optional(db)
        .await
}

/// Sets the application up, or another in its place.
pub(super) async fn put_application(
    db: impl PgExecutor<'_>,
    person: PersonId,
    sealed: &[u8],
    step: i64,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into authenticator (person_id, secret, last_step, since) values ($1, $2, $3, $4)
         on conflict (person_id) do update set secret = $2, last_step = $3, since = $4",
        person.0,
        sealed,
        step,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Uses a step up: `false` when this or a later one was used already.
pub(super) async fn use_step(
    db: impl PgExecutor<'_>,
    person: PersonId,
    step: i64,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update authenticator set last_step = $2 where person_id = $1 and last_step < $2",
        person.0,
        step,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn remove_application(
    db: impl PgExecutor<'_>,
    person: PersonId,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!("delete from authenticator where person_id = $1", person.0).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// The old ones are worth nothing any more.
pub(super) async fn put_codes(
    conn: &mut PgConnection,
    person: PersonId,
    fresh: &[String],
) -> Result<(), sqlx::Error> {
    let hashes: Vec<_> = fresh.iter().map(|code| codes::hash(code)).collect();
    sqlx::query!("delete from recovery_code where person_id = $1", person.0).execute(&mut *conn).await?;
    sqlx::query!(
        "insert into recovery_code (person_id, code_hash) select $1, unnest($2::bytea[])",
        person.0,
        &hashes,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Uses a recovery code up; `false`: it is none of hers, or was used.
pub(super) async fn use_code(
    db: impl PgExecutor<'_>,
    person: PersonId,
    code: &str,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update recovery_code set used_at = $3 where person_id = $1 and code_hash = $2 and used_at is null",
        person.0,
        codes::hash(code),
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Without a factor there is nothing to recover.
pub(super) async fn drop_codes_without_factor(
    db: impl PgExecutor<'_>,
    person: PersonId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from recovery_code where person_id = $1
            and not exists (select from authenticator where person_id = $1)
            and not exists (select from passkey where person_id = $1)",
        person.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A telephone was lost: everything goes, what an account elsewhere opens too, and the owner sets up anew.
pub(crate) async fn remove_all(conn: &mut PgConnection, person: PersonId) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from authenticator where person_id = $1", person.0).execute(&mut *conn).await?;
    sqlx::query!("delete from passkey where person_id = $1", person.0).execute(&mut *conn).await?;
    sqlx::query!("delete from recovery_code where person_id = $1", person.0).execute(&mut *conn).await?;
    sqlx::query!("delete from entry_link where person_id = $1", person.0).execute(&mut *conn).await?;
    sqlx::query!("update known_device set trusted_until = null where person_id = $1", person.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// A passkey as its owner sees it.
#[derive(Debug, Clone)]
pub(crate) struct PasskeyRow {
    pub id: Uuid,
    pub name: String,
    pub since: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

pub(super) async fn passkeys(
    db: impl PgExecutor<'_>,
    person: PersonId,
) -> Result<Vec<PasskeyRow>, sqlx::Error> {
    sqlx::query_as!(
        PasskeyRow,
        "select id, name, since, used_at from passkey where person_id = $1 order by since, id",
        person.0,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn credentials(
    db: impl PgExecutor<'_>,
    person: PersonId,
) -> Result<Vec<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar!("select credential_id from passkey where person_id = $1", person.0)
        .fetch_all(db)
        .await
}

/// `false`: somebody has it already.
pub(super) async fn put_passkey(
    db: impl PgExecutor<'_>,
    person: PersonId,
    credential_id: &[u8],
    credential: &serde_json::Value,
    name: &str,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "insert into passkey (id, person_id, credential_id, credential, name, since)
         values ($1, $2, $3, $4, $5, $6) on conflict (credential_id) do nothing",
        Uuid::now_v7(),
        person.0,
        credential_id,
        credential,
        name,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn remove_passkey(
    db: impl PgExecutor<'_>,
    person: PersonId,
    id: Uuid,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!("delete from passkey where id = $1 and person_id = $2", id, person.0)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Whose passkey this is, and its public key.
pub(super) async fn credential(
    db: impl PgExecutor<'_>,
    credential_id: &[u8],
) -> Result<Option<(PersonId, serde_json::Value)>, sqlx::Error> {
    let row =
        sqlx::query!("select person_id, credential from passkey where credential_id = $1", credential_id)
            .fetch_optional(db)
            .await?;
    Ok(row.map(|row| (PersonId(row.person_id), row.credential)))
}

pub(super) async fn passkey_used(
    db: impl PgExecutor<'_>,
    credential_id: &[u8],
    credential: &serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update passkey set credential = $2, used_at = $3 where credential_id = $1",
        credential_id,
        credential,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// `false`: this answer was given before.
pub(super) async fn answer_once(
    db: impl PgExecutor<'_>,
    hash: &[u8],
    ends_at: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "insert into passkey_answer (hash, ends_at) values ($1, $2) on conflict do nothing",
        hash,
        ends_at,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
