//! The SQL of forgotten passwords.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::PersonId;
use sha2::{Digest, Sha256};
use sqlx::PgExecutor;

/// How long a link is good.
const LASTS: TimeDelta = TimeDelta::minutes(30);

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The adults with an open account behind a login or an address: a couple may share one mailbox. Where every
/// secret is void, an address that was given in the month before the closing may be the thief's, who reads it: her
/// school gives her a sheet.
pub(super) async fn behind(
    db: impl PgExecutor<'_>,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<Vec<PersonId>, sqlx::Error> {
    let people = sqlx::query_scalar!(
        "select p.id from person p join account a on a.person_id = p.id and a.state in ('active', 'leaving')
         where p.id in (select person_id from account where login = $1
                        union select id from person where lower(email) = $1)
           and p.email is not null
           and not exists (select from role r where r.person_id = p.id and r.kind = 'pupil')
           and not (a.password_hash is null and p.email_by_person
                    and exists (select from audit u where u.person_id = p.id and u.act = 'email_changed'
                        and u.at > coalesce((select max(c.at) from containment_person k
                            join containment c on c.id = k.containment_id and not c.drill where k.person_id = p.id), $2)
                            - interval '30 days'))
         order by p.id limit 10",
        typed,
        now,
    )
    .fetch_all(db)
    .await?;
    Ok(people.into_iter().map(PersonId).collect())
}

/// A fresh token for this person's link.
pub(super) async fn make(
    db: impl PgExecutor<'_>,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<String, sqlx::Error> {
    let token = hex::encode(rand::random::<[u8; 32]>());
    sqlx::query!(
        "insert into password_reset (token_hash, person_id, ends_at) values ($1, $2, $3)",
        hash(&token),
        person.0,
        now + LASTS,
    )
    .execute(db)
    .await?;
    Ok(token)
}

/// The address where she chooses a new password, at once: she has just shown that she reads her mailbox.
pub(crate) async fn link(
    db: impl PgExecutor<'_>,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<String, sqlx::Error> {
    Ok(format!("/nouveau-mot-de-passe/{}", make(db, person, now).await?))
}

/// Whose link this is, while it is good.
pub(super) async fn whose(
    db: impl PgExecutor<'_>,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<PersonId>, sqlx::Error> {
    let person = sqlx::query_scalar!(
        "select r.person_id from password_reset r join account a on a.person_id = r.person_id
         where r.token_hash = $1 and r.ends_at > $2 and a.state in ('active', 'leaving')",
        hash(token),
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(person.map(PersonId))
}

/// Uses a link up: whoever comes second gets `false`.
pub(super) async fn use_up(
    db: impl PgExecutor<'_>,
    token: &str,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done =
        sqlx::query!("delete from password_reset where token_hash = $1 and ends_at > $2", hash(token), now)
            .execute(db)
            .await?;
    Ok(done.rows_affected() == 1)
}
