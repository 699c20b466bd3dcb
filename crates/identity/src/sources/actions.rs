//! An account elsewhere opens one's account no more.

use super::queries;
use axum::response::Response;
use database::Tx;
use kernel::{Activity, Actor, Answer, Error, Path, see_other};
use uuid::Uuid;

/// What it had opened is closed, but the session that says so.
pub(super) async fn unlink(actor: Actor, mut tx: Tx, Path(id): Path<Uuid>) -> Answer<Response> {
    let source = queries::unlink(&mut tx, &actor, id).await?.ok_or(Error::NotFound)?;
    tx.record(&Activity::EntryUnlinked { source }).await?;
    tx.commit().await?;
    Ok(see_other("/moi?fait=lien"))
}
