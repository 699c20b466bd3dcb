//! The server of virtual classes that the project named. Its secret leaves the database sealed.

use super::super::meeting::Kind;
use chrono::{DateTime, Utc};
use database::Tx;
use kernel::Actor;
use sqlx::PgExecutor;

/// As it is kept.
#[derive(Debug, Clone)]
pub(in super::super) struct Said {
    pub kind: Kind,
    pub address: String,
    pub app_id: String,
    pub sealed: Vec<u8>,
    pub at: DateTime<Utc>,
}

pub(in super::super) async fn server(db: impl PgExecutor<'_>) -> Result<Option<Said>, sqlx::Error> {
    let row = sqlx::query!("select kind, address, app_id, secret, said_at from meeting_server")
        .fetch_optional(db)
        .await?;
    Ok(row.map(|r| Said {
        kind: Kind::named(&r.kind),
        address: r.address,
        app_id: r.app_id,
        sealed: r.secret,
        at: r.said_at,
    }))
}

pub(in super::super) async fn keep_server(
    tx: &mut Tx,
    actor: &Actor,
    said: &Said,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into meeting_server (kind, address, app_id, secret, said_by, said_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (one) do update set kind = excluded.kind, address = excluded.address, app_id = excluded.app_id,
           secret = excluded.secret, said_by = excluded.said_by, said_at = excluded.said_at",
        said.kind.name(),
        said.address,
        said.app_id,
        said.sealed,
        actor.person.0,
        said.at,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
