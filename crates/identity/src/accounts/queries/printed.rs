//! Printed codes: put, found, used up.

use super::super::codes;
use super::Account;
use chrono::{DateTime, TimeDelta, Utc};
use kernel::PersonId;
use sqlx::{PgConnection, PgExecutor};

/// How long a printed code can be used.
pub(crate) const CODE_LASTS: TimeDelta = TimeDelta::days(180);

/// The account that a printed code opens, while it can be used.
pub async fn by_code(
    db: impl PgExecutor<'_>,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<Account>, sqlx::Error> {
    sqlx::query_as!(
        Account,
        r#"select a.person_id as "person!", a.login, a.state, a.password_hash,
                a.charter_at is not null as "charter!", p.shown_first_name as first_name,
                p.shown_last_name as last_name, p.email,
                exists (select from role r where r.person_id = p.id and r.kind = 'pupil') as "pupil!",
                exists (select from pass_phrase f where f.person_id = p.id) as "phrase!"
         from account a join person p on p.id = a.person_id
         where (a.code_hash = $1 and a.code_made_at > $2
                or a.person_id = (select f.person_id from former_login f where f.code_hash = $1 and f.code_made_at > $2))
           and a.state in ('to_activate', 'active')"#,
        codes::hash(code),
        now - CODE_LASTS,
    )
    .fetch_optional(db)
    .await
}

/// Puts fresh printed codes (given in clear, kept as hashes) on accounts.
pub async fn put_codes(
    db: impl PgExecutor<'_>,
    given: &[(PersonId, String)],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let people: Vec<_> = given.iter().map(|g| g.0.0).collect();
    let hashes: Vec<_> = given.iter().map(|g| codes::hash(&g.1)).collect();
    sqlx::query!(
        "update account a set code_hash = v.hash, code_made_at = $3
         from unnest($1::uuid[], $2::bytea[]) as v (person, hash)
         where a.person_id = v.person and a.state in ('to_activate', 'active')",
        &people,
        &hashes,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts fresh pupils' codes, already hashed, in the place of what opened before, secret words included.
pub async fn put_pupil_codes(
    db: impl PgExecutor<'_>,
    given: &[(PersonId, String)],
) -> Result<(), sqlx::Error> {
    let people: Vec<_> = given.iter().map(|g| g.0.0).collect();
    let hashes: Vec<_> = given.iter().map(|g| g.1.clone()).collect();
    sqlx::query!(
        "with gone as (delete from pass_phrase where person_id = any($1))
         update account a set password_hash = v.hash
         from unnest($1::uuid[], $2::text[]) as v (person, hash)
         where a.person_id = v.person and a.state in ('to_activate', 'active')",
        &people,
        &hashes,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The code is worth nothing any more; whoever comes second gets `false`.
pub async fn use_code_up(conn: &mut PgConnection, person: PersonId, code: &str) -> Result<bool, sqlx::Error> {
    let former = sqlx::query!(
        "update former_login set code_hash = null, code_made_at = null where person_id = $1 and code_hash = $2",
        person.0,
        codes::hash(code),
    )
    .execute(&mut *conn)
    .await?;
    let own = sqlx::query!(
        "update account set code_hash = null, code_made_at = null where person_id = $1 and code_hash = $2",
        person.0,
        codes::hash(code),
    )
    .execute(conn)
    .await?;
    Ok(former.rows_affected() + own.rows_affected() == 1)
}
