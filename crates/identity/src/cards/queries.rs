//! The SQL of cards.

use chrono::{DateTime, Utc};
use kernel::PersonId;
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgExecutor};

/// What the database holds of a card: nothing is guessed faster with it than without.
pub(super) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Whose card it is. Made from a card's secret only.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub person: PersonId,
    pub first_name: String,
    pub animal: Option<String>,
    pub has_code: bool,
}

pub(super) async fn holder(db: impl PgExecutor<'_>, secret: &str) -> Result<Option<Holder>, sqlx::Error> {
    sqlx::query_as!(
        Holder,
        r#"select p.id as "person!", p.shown_first_name as first_name, c.animal as "animal?",
                coalesce(c.hash is not null, false) as "has_code!"
         from card k join person p on p.id = k.person_id
         join account a on a.person_id = p.id and a.state in ('to_activate', 'active')
         left join picture_code c on c.person_id = p.id
         where k.secret_hash = $1"#,
        hash(secret),
    )
    .fetch_optional(db)
    .await
}

/// Fresh cards in the place of the old ones.
pub(super) async fn put(
    conn: &mut PgConnection,
    given: &[(PersonId, &str)],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let people: Vec<_> = given.iter().map(|g| g.0.0).collect();
    let hashes: Vec<_> = given.iter().map(|g| hash(g.1)).collect();
    sqlx::query!(
        "insert into card (person_id, secret_hash, made_at)
         select v.person, v.hash, $3 from unnest($1::uuid[], $2::bytea[]) as v (person, hash)
         on conflict (person_id) do update set secret_hash = excluded.secret_hash, made_at = excluded.made_at",
        &people,
        &hashes,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
