//! An entry is written, or withdrawn by who wrote it.

use super::{pages, queries, rules};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, PlaceId, see_other};
use uuid::Uuid;

fn back(school: PlaceId) -> Response {
    see_other(&format!("/ecole/{school}/journal?fait=oui"))
}

pub(super) async fn write(
    db: Db,
    actor: Actor,
    Of((school, class)): Of<(PlaceId, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    actor.may_send_now()?;
    let today = db.clock.today();
    let found = queries::school(&db.pool, &actor, school, today).await?;
    let class = found.classes.iter().find(|c| c.id == class).cloned().ok_or(Error::NotFound)?;
    let decided = match class.hers {
        true => rules::entry(&typed, today),
        false => Err(Why::not("Le journal est écrit par qui enseigne dans la classe.")),
    };
    let entry = match decided {
        Ok(entry) => entry,
        Err(why) => {
            db.record(Some(&actor), &Activity::OnSiteRefused).await?;
            let again = Again::refused(format!("entree-{}", class.id), typed, why);
            return Ok(pages::page(&db, &actor, found, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::write(&mut tx, &actor, (&found, &class), &entry).await?;
    tx.record(&Activity::JournalWritten { school, what: entry.kind }).await?;
    tx.commit().await?;
    Ok(back(school))
}

pub(super) async fn withdraw(
    db: Db,
    actor: Actor,
    Of((school, entry)): Of<(PlaceId, Uuid)>,
) -> Answer<Response> {
    let found = queries::school(&db.pool, &actor, school, db.clock.today()).await?;
    let entries = queries::entries(&db.pool, &actor, &found).await?;
    let Some(entry) = entries.iter().find(|e| e.id == entry && e.hers) else {
        db.record(Some(&actor), &Activity::OnSiteRefused).await?;
        return Err(Error::NotFound);
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::withdraw(&mut tx, entry).await?;
    tx.record(&Activity::JournalWritten { school, what: "withdrawn" }).await?;
    tx.commit().await?;
    Ok(back(school))
}
