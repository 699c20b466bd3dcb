//! September: a feed opened a class under another label than the one prepared. The head says whether it is the
//! same, in two taps.

use super::actions::{headed, refused};
use super::{queries, rules};
use crate::audiences;
use axum::response::Response;
use database::Tx;
use kernel::{Activity, Actor, Answer, Form, Path, PlaceId, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Said {
    /// « C’est la même », « ce sont deux classes », « séparer ».
    #[serde(default)]
    dit: String,
    #[serde(default)]
    classe: String,
}

pub(super) async fn say(
    actor: Actor,
    Path((id, place)): Path<(PlaceId, PlaceId)>,
    mut tx: Tx,
    Form(form): Form<Said>,
) -> Answer<Response> {
    let Some(school) = headed(&mut tx, &actor, id).await? else { return refused(tx).await };
    let today = tx.today();
    let Some(turn) = queries::current(tx.conn(), school.id).await? else { return refused(tx).await };
    if form.dit == "separer" {
        // As long as the turn itself can be undone.
        let late = turn.applied_on.is_some_and(|on| rules::last_undo(on) < today);
        let tied = queries::tied(tx.conn(), &turn).await?.into_iter().find(|t| t.feeds == place);
        let (Some(tied), false) = (tied, late) else { return refused(tx).await };
        queries::untie(tx.conn(), &turn, &tied).await?;
    } else {
        let found = queries::found(tx.conn(), &turn).await?.into_iter().find(|f| f.place == place);
        let Some(found) = found else { return refused(tx).await };
        let class = found.may_be.iter().map(|c| c.0).find(|c| c.to_string() == form.classe);
        match (form.dit.as_str(), class) {
            ("meme", Some(class)) => queries::tie(tx.conn(), &turn, &found, class, today).await?,
            ("deux", _) => queries::keep_apart(tx.conn(), &turn, &found).await?,
            _ => return refused(tx).await,
        }
    }
    audiences::refresh(tx.conn(), &[id], today).await?;
    tx.record(&Activity::ClassTied { school: id, class: place }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{id}/annee?fait=eleves#annuaire")))
}
