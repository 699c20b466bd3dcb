//! She writes what she leaves; her successor says that it is dealt with; either takes a text again as a draft.

use super::{pages, queries, rules};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use identity::handovers;
use kernel::{Activity, Actor, Answer, Error, Form, ItemId, Path, PersonId, PlaceId, see_other};

/// The note, the drafts that are ticked, « j’ai relu ».
type Fields = Vec<(String, String)>;

fn said<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

pub(super) async fn write(
    db: Db,
    actor: Actor,
    Path(place): Path<PlaceId>,
    mut tx: Tx,
    Form(form): Form<Fields>,
) -> Answer<Response> {
    let today = tx.today();
    let Ok(leaves) = handovers::find_leaves(tx.conn(), &actor, place, today).await else {
        return refused(tx).await;
    };
    let note = said(&form, "note").unwrap_or_default().replace("\r\n", "\n").replace('\0', "");
    let note = note.trim().to_owned();
    let given: Vec<ItemId> =
        form.iter().filter(|f| f.0 == "brouillon").filter_map(|f| f.1.parse().ok()).collect();
    if let Err(errors) = rules::check(&note, said(&form, "relu").is_some()) {
        tx.record(&Activity::HandoverRefused).await?;
        tx.commit().await?;
        return Ok(pages::leave_page(&db, &actor, leaves, Some((note, given)), errors)
            .await?
            .invalid()
            .into_response());
    }
    queries::write(&mut tx, &actor, &leaves, &note, &given).await?;
    tx.record(&Activity::HandoverWritten { place }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/passation/{place}?fait=note")))
}

pub(super) async fn done(
    actor: Actor,
    Path((place, from)): Path<(PlaceId, PersonId)>,
    mut tx: Tx,
) -> Answer<Response> {
    let (today, now) = (tx.today(), tx.now());
    let Ok(received) = handovers::find_received(tx.conn(), &actor, place, from, today).await else {
        return refused(tx).await;
    };
    handovers::done(tx.conn(), &actor, &received, now).await?;
    tx.record(&Activity::HandoverDone { place, from }).await?;
    tx.commit().await?;
    Ok(see_other("/passation?fait=vu"))
}

pub(super) async fn reuse(actor: Actor, Path(item): Path<ItemId>, mut tx: Tx) -> Answer<Response> {
    let Ok(draft) = queries::reuse(&mut tx, &actor, item).await else { return refused(tx).await };
    tx.record(&Activity::PostReused { item, draft }).await?;
    tx.commit().await?;
    Ok(see_other("/fil/ecrire"))
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::HandoverRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}
