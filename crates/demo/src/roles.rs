//! What the invented project’s legal adviser has said so far: some clauses, a reminder; the rest waits for her. Which options
//! were looked at: the open rules of communication were not. Who administers Les Tilleuls beside its head.
//! Invariant: what somebody decided since stays as it is.

use super::queries;
use super::staff::{CARREL, KELLER, PETIT, SEGUR};
use super::territory::TILLEULS;
use identity::App;

pub async fn settle(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let (now, today) = (tx.now(), tx.today());
    if let Some(arnaud) = queries::person(tx.conn(), "demo", "arnaud").await? {
        queries::counsel(tx.conn(), arnaud, now).await?;
        // What the DPO wrote is copied by the project, what the adviser says is hers.
        if let Some(guerin) = queries::person(tx.conn(), "demo", "guerin").await? {
            queries::check_options(tx.conn(), (arnaud, guerin), (now, today)).await?;
        }
    }
    let mut people = Vec::new();
    for key in [PETIT, CARREL, KELLER, SEGUR] {
        people.extend(queries::person(tx.conn(), "aaf", key).await?);
    }
    if let (&[petit, carrel, keller, segur], Some(tilleuls)) =
        (people.as_slice(), queries::place(tx.conn(), TILLEULS, 0).await?)
    {
        queries::administer(tx.conn(), tilleuls, [petit, carrel, keller, segur], (now, today)).await?;
    }
    tx.commit().await.map_err(super::cause)
}
