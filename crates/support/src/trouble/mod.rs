//! « Ça ne marche pas » (row 17): a pupil touches it, whoever teaches the class sees it. No text: a child explains with
//! words, in the classroom.
//!
//! Invariant: seen by who teaches a class of the pupil’s today, and by nobody else; not twice within ten minutes.

mod queries;

use axum::response::Response;
use chrono::{DateTime, Utc};
use database::{Db, Tx};
use identity::App;
use identity::accounts::Client;
use kernel::{Access, Activity, Actor, Answer, Error, Path as Of, PlaceId, Routes, see_other};

pub(crate) use queries::{Trouble, waiting};

pub(crate) fn routes() -> Routes<App> {
    Routes::new().post("/aide/ca-ne-marche-pas", Access::Members, say).post(
        "/aide/classe/{class}/vu",
        Access::SchoolAdults,
        seen,
    )
}

async fn say(actor: Actor, client: Client, mut tx: Tx) -> Answer<Response> {
    let class = if actor.is_pupil() { queries::say(&mut tx, &actor, &client.device).await? } else { None };
    let activity = class.map_or(Activity::TicketRefused, |class| Activity::TroubleSaid { class });
    tx.record(&activity).await?;
    tx.commit().await?;
    if actor.is_pupil() { Ok(see_other("/aide?dit=oui")) } else { Err(Error::NotFound) }
}

async fn seen(db: Db, actor: Actor, Of(class): Of<PlaceId>) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    if !queries::seen(&mut tx, &actor, class).await? {
        tx.record(&Activity::TicketRefused).await?;
        tx.commit().await?;
        return Err(Error::NotFound);
    }
    tx.record(&Activity::TroubleSeen { class }).await?;
    tx.commit().await?;
    Ok(see_other("/aide"))
}

/// Old ones are of no use to anybody.
pub(crate) async fn forget(app: &App, before: DateTime<Utc>) -> Result<u64, Error> {
    Ok(queries::forget(&app.db.pool, before).await?)
}
