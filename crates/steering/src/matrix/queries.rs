//! The SQL of the matrix.

use super::rules::Cells;
use database::Tx;
use kernel::Actor;
use sqlx::PgExecutor;

pub(crate) async fn cells(db: impl PgExecutor<'_>) -> Result<Cells, sqlx::Error> {
    let rows = sqlx::query!("select activity, family, letter from responsibility").fetch_all(db).await?;
    Ok(rows.into_iter().map(|r| ((r.activity, r.family), r.letter)).collect())
}

/// What is said now is what holds: a cell that was emptied is gone.
pub(super) async fn say(tx: &mut Tx, actor: &Actor, cells: &Cells) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let activities: Vec<_> = cells.keys().map(|k| k.0.clone()).collect();
    let families: Vec<_> = cells.keys().map(|k| k.1.clone()).collect();
    let letters: Vec<_> = cells.values().cloned().collect();
    sqlx::query!(
        "delete from responsibility r where not exists (
             select from unnest($1::text[], $2::text[]) k (activity, family) where k.activity = r.activity and k.family = r.family)",
        &activities,
        &families,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into responsibility (activity, family, letter, said_by, said_at)
         select k.activity, k.family, k.letter, $4, $5 from unnest($1::text[], $2::text[], $3::text[]) k (activity, family, letter)
         on conflict (activity, family) do update set letter = excluded.letter, said_by = excluded.said_by, said_at = excluded.said_at
         where responsibility.letter <> excluded.letter",
        &activities,
        &families,
        &letters,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
