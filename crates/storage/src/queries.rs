//! All the SQL of this crate: the table `file`, and nothing else.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use crate::files::{File, FileId};
use crate::media::{Kind, Prepared};

/// Held to the end of the transaction: the same bytes are not kept by one and removed by another.
pub(crate) async fn lock_bytes(conn: impl PgExecutor<'_>, sha256: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 0))", sha256)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn insert(
    conn: impl PgExecutor<'_>,
    id: FileId,
    prepared: &Prepared,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into file (id, sha256, kind, name, media_type, bytes, width, height, duration_ms, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id.0,
        &prepared.sha256[..],
        prepared.kind as Kind,
        prepared.name,
        prepared.media_type,
        prepared.bytes,
        prepared.width,
        prepared.height,
        prepared.duration_ms,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn find(conn: impl PgExecutor<'_>, id: FileId) -> sqlx::Result<Option<File>> {
    sqlx::query_as!(
        File,
        r#"select id as "id: FileId", sha256, kind as "kind: Kind", name, media_type, bytes, width, height,
                  duration_ms, created_at
           from file where id = $1"#,
        id.0
    )
    .fetch_optional(conn)
    .await
}

pub(crate) async fn delete(conn: impl PgExecutor<'_>, id: FileId) -> sqlx::Result<()> {
    sqlx::query!("delete from file where id = $1", id.0).execute(conn).await?;
    Ok(())
}

pub(crate) async fn is_used(conn: impl PgExecutor<'_>, sha256: &[u8]) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select from file where sha256 = $1) as "used!""#, sha256)
        .fetch_one(conn)
        .await
}

/// Files that no table refers to, made before this time.
pub(crate) async fn unused(conn: impl PgExecutor<'_>, before: DateTime<Utc>) -> sqlx::Result<Vec<FileId>> {
    let ids = sqlx::query_scalar!(r#"select unused_files($1) as "id!""#, before).fetch_all(conn).await?;
    Ok(ids.into_iter().map(FileId).collect())
}

/// Those of these hashes that no row speaks of.
pub(crate) async fn unknown(conn: impl PgExecutor<'_>, hashes: &[Vec<u8>]) -> sqlx::Result<Vec<Vec<u8>>> {
    sqlx::query_scalar!(
        r#"select distinct h as "h!" from unnest($1::bytea[]) as h
           where not exists (select from file f where f.sha256 = h)"#,
        hashes,
    )
    .fetch_all(conn)
    .await
}
