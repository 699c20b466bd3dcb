//! A new code; blocked, opened again.

use super::{pages, queries};
use axum::response::Response;
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, Form, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;

type Which = Path<(PlaceId, PersonId)>;

#[derive(Deserialize)]
pub(super) struct Lost {
    /// The telephone is lost: the second factor goes too.
    verification: Option<String>,
}

pub(super) async fn code(
    db: Db,
    actor: Actor,
    Path((school, person)): Which,
    mut tx: Tx,
    Form(form): Form<Lost>,
) -> Answer<Response> {
    let today = tx.today();
    let adult = queries::adult(tx.conn(), &actor, school, person, today).await?;
    let Some(adult) = adult.filter(|a| a.state != "blocked") else { return refused(tx).await };
    let factors = form.verification.is_some();
    let code = queries::fresh_code(&mut tx, person, &adult.login, factors).await?;
    tx.record(&if factors { Activity::FactorRemoved { person } } else { Activity::CodeMade { person } })
        .await?;
    tx.commit().await?;
    pages::page(&db, school, &adult, Some(&code), None)
}

pub(super) async fn block(actor: Actor, Path((school, person)): Which, mut tx: Tx) -> Answer<Response> {
    let today = tx.today();
    let adult = queries::adult(tx.conn(), &actor, school, person, today).await?;
    if adult.is_none() || !queries::block(tx.conn(), person).await? {
        return refused(tx).await;
    }
    tx.record(&Activity::AccountBlocked { person }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{school}/adulte/{person}?fait=bloque")))
}

pub(super) async fn unblock(actor: Actor, Path((school, person)): Which, mut tx: Tx) -> Answer<Response> {
    let today = tx.today();
    let adult = queries::adult(tx.conn(), &actor, school, person, today).await?;
    if adult.is_none() || !queries::unblock(tx.conn(), person).await? {
        return refused(tx).await;
    }
    tx.record(&Activity::AccountUnblocked { person }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{school}/adulte/{person}?fait=debloque")))
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::CodesRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}
