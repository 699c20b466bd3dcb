//! The last import is taken back: somebody looks at what that would do, then says yes. Both are long work, done by a job.

use super::actions::apply_refused;
use super::queries;
use crate::import::{self, RollbackError, Undo};
use ::jobs::Job;
use anyhow::anyhow;
use axum::response::Response;
use database::{Db, Tx};
use identity::App;
use kernel::{Activity, Actor, Answer, Error, ImportId, Path, PersonId, see_other};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct UndoFeed {
    pub import: ImportId,
    /// Who said yes; nobody yet: only to look.
    pub by: Option<PersonId>,
}

impl Job for UndoFeed {
    const KIND: &'static str = "undo_feed";
    const MAX_ATTEMPTS: i16 = 4;
}

const NOT_NOW: &str =
    "Cet import ne peut pas être défait\u{a0}: un autre a été appliqué depuis, ou il est trop ancien.";
const LOOK_FIRST: &str = "Regardez d’abord ce qui serait défait.";

pub(super) async fn look(db: Db, actor: Actor, Path(id): Path<ImportId>, mut tx: Tx) -> Answer<Response> {
    let Some(found) = import::find(tx.conn(), &actor, id).await? else {
        return not_there(tx, id).await;
    };
    if !found.can_be_undone || !queries::look(tx.conn(), id, actor.person, db.clock.now()).await? {
        return apply_refused(&db, &actor, tx, id, NOT_NOW).await;
    }
    ::jobs::enqueue(&mut tx, &UndoFeed { import: id, by: None }).await?;
    tx.record(&Activity::FeedRollback { import: id, what: "asked" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/pilotage/imports/{id}#defaire")))
}

pub(super) async fn confirm(db: Db, actor: Actor, Path(id): Path<ImportId>, mut tx: Tx) -> Answer<Response> {
    let Some(found) = import::find(tx.conn(), &actor, id).await? else {
        return not_there(tx, id).await;
    };
    if !found.can_be_undone {
        return apply_refused(&db, &actor, tx, id, NOT_NOW).await;
    }
    if !queries::confirm_undo(tx.conn(), id, actor.person).await? {
        return apply_refused(&db, &actor, tx, id, LOOK_FIRST).await;
    }
    ::jobs::enqueue(&mut tx, &UndoFeed { import: id, by: Some(actor.person) }).await?;
    tx.record(&Activity::FeedRollback { import: id, what: "confirmed" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/pilotage/imports/{id}#defaire")))
}

async fn not_there(mut tx: Tx, id: ImportId) -> Answer<Response> {
    tx.record(&Activity::FeedRefused { import: id }).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

/// Done twice, it is undone once: what has been taken back has no journal any more.
pub(super) async fn undo_feed(app: App, job: UndoFeed) -> Result<(), Error> {
    let id = job.import;
    let undo = if job.by.is_some() { Undo::Do(job.by) } else { Undo::Look };
    match import::roll_back(&app.db, id, undo).await {
        Ok((undone, kept)) if job.by.is_none() => {
            let mut tx = app.db.begin().await?;
            queries::looked(tx.conn(), id, &undone).await?;
            import::say_kept(tx.conn(), id, &kept).await?;
            tx.commit().await
        }
        Ok(_) => Ok(()),
        Err(error @ RollbackError::NotTheLast) => {
            Ok(queries::not_undone(&app.db.pool, id, &error.to_string()).await?)
        }
        Err(RollbackError::Busy) => Err(Error::Internal(anyhow!("an import is under way"))),
        Err(error) => Err(Error::Internal(error.into())),
    }
}
