//! Bidders and vendors, side by side.

use super::super::bids::Line;
use super::super::rules::State;
use super::Catalogue;
use database::Tx;
use kernel::Actor;
use sqlx::PgExecutor;
use uuid::Uuid;

/// Whose answers there are, in the order of the columns.
pub(in super::super) async fn bidders(
    db: impl PgExecutor<'_>,
    catalogue: &Catalogue,
) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, name from bidder where catalogue_id = $1 order by name, id limit 30",
        catalogue.id
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

/// Bidder, requirement, state, note.
pub(in super::super) async fn answers(
    db: impl PgExecutor<'_>,
    catalogue: &Catalogue,
) -> Result<Vec<(Uuid, Uuid, State, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select a.bidder_id, a.requirement_id, a.state, a.note from bidder_answer a
         join bidder b on b.id = a.bidder_id where b.catalogue_id = $1",
        catalogue.id,
    )
    .fetch_all(db)
    .await?;
    let known = |r: &str| State::named(r).unwrap_or(State::Not);
    Ok(rows.into_iter().map(|r| (r.bidder_id, r.requirement_id, known(&r.state), r.note)).collect())
}

/// The answers of one, over those that it had given before.
pub(in super::super) async fn receive(
    tx: &mut Tx,
    actor: &Actor,
    catalogue: &Catalogue,
    name: &str,
    lines: &[Line],
) -> Result<Uuid, sqlx::Error> {
    let now = tx.now();
    let id = sqlx::query_scalar!(
        "insert into bidder (id, catalogue_id, name, added_by, added_at) values ($1, $2, $3, $4, $5)
         on conflict (catalogue_id, name) do update set added_by = excluded.added_by, added_at = excluded.added_at
         returning id",
        Uuid::now_v7(),
        catalogue.id,
        name,
        actor.person.0,
        now,
    )
    .fetch_one(tx.conn())
    .await?;
    sqlx::query!("delete from bidder_answer where bidder_id = $1", id).execute(tx.conn()).await?;
    sqlx::query!(
        "insert into bidder_answer (bidder_id, requirement_id, state, note)
         select $1, * from unnest($2::uuid[], $3::text[], $4::text[])",
        id,
        &lines.iter().map(|l| l.requirement).collect::<Vec<_>>(),
        &lines.iter().map(|l| l.state.name().to_owned()).collect::<Vec<_>>(),
        &lines.iter().map(|l| l.note.clone()).collect::<Vec<_>>(),
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}
