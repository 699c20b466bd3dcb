//! Somebody is of the school no more: an ATSEM who was made by hand, a pupil of whom no directory speaks.

use super::{pages, queries, rules};
use crate::{audiences, school};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, Form, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Last {
    #[serde(default)]
    jour: String,
}

/// What she was given by hand ends on that day; the audiences follow. Her account stays as long as she has
/// something elsewhere, and then as leaving says.
pub(super) async fn leave(
    db: Db,
    actor: Actor,
    Path((school, person)): Path<(PlaceId, PersonId)>,
    mut tx: Tx,
    Form(form): Form<Last>,
) -> Answer<Response> {
    let today = tx.today();
    let Ok(school) = school::headed(tx.conn(), &actor, school, today).await else { return refused(tx).await };
    let Ok(person) = queries::find(tx.conn(), &school, person, today).await else { return refused(tx).await };
    let roles = queries::roles(tx.conn(), &school, &person, today).await?;
    let held: Vec<_> = roles.iter().filter(|held| rules::ends_by_hand(held, &person, today)).collect();
    if held.is_empty() {
        return refused(tx).await;
    }
    let last = match rules::last_day(&form.jour, today) {
        Ok(last) => last,
        Err(sentence) => {
            drop(tx);
            db.record(Some(&actor), &Activity::PersonChangeRefused).await?;
            return Ok(pages::again(&db, school, person, form.jour, sentence).await?.into_response());
        }
    };
    queries::end(tx.conn(), &held, last).await?;
    tx.record(&Activity::PersonLeft { person: person.id, place: school.id }).await?;
    audiences::refresh(tx.conn(), &[school.id], today).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/personnes?fait=parti", school.id)))
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::PersonChangeRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}
