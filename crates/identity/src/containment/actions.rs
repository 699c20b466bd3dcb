//! Closing, freezing, reopening.

use super::letter::TellClosed;
use super::pages::{self, Preview};
use super::queries::{self, Contained, Reach, Touched};
use crate::sign_in::rules::local;
use crate::{App, factors, sessions};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::Tx;
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, PersonId, see_other};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

/// A place and profiles, or one person.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Choice {
    pub lieu: String,
    pub profil: Vec<String>,
    pub personne: String,
    pub message: String,
    pub motif: String,
    pub gel: String,
    pub oui: Option<String>,
    pub retour: Option<String>,
}

impl Choice {
    pub fn back(&self) -> &str {
        local(self.retour.as_deref())
    }
}

/// Where she may contain, and which of the chosen profiles; nothing: it is not hers.
pub(super) async fn obtained(
    tx: &mut Tx,
    actor: &Actor,
    choice: &Choice,
) -> Result<Option<(Reach, Vec<String>)>, Error> {
    let today = tx.today();
    let Some(reach) = queries::reach(tx.conn(), actor, &choice.lieu, today).await? else { return Ok(None) };
    let profiles = reach.of(&choice.profil);
    Ok((profiles.len() == choice.profil.len()).then_some((reach, profiles)))
}

pub(super) async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::ContainmentRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

/// First a preview of how many, then the act, at her yes.
pub(super) async fn close(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Form(choice): Form<Choice>,
) -> Answer<Response> {
    let today = tx.today();
    if let Ok(person) = choice.personne.parse::<PersonId>() {
        let found = queries::person(tx.conn(), &actor, person, today).await?;
        return match found.filter(|found| found.id != actor.person) {
            Some(person) => close_one(tx, &actor, &person, &choice).await,
            None => refused(tx).await,
        };
    }
    let Some((reach, profiles)) = obtained(&mut tx, &actor, &choice).await? else { return refused(tx).await };
    if profiles.is_empty() || choice.oui.is_none() {
        let touched = queries::touched(tx.conn(), &reach, &profiles, today).await?;
        tx.record(&Activity::ContainmentPreviewed { place: reach.place().map(Into::into) }).await?;
        tx.commit().await?;
        if profiles.is_empty() {
            let errors = FieldErrors::one("profil", "Choisissez au moins un profil.");
            return pages::again(&app, &actor, &choice, errors).await;
        }
        return Ok(Preview::of(&reach, &profiles, touched, &choice).page()?.into_response());
    }
    let now = tx.now();
    let (id, accounts) = queries::begin(tx.conn(), &actor, &reach, &profiles, now, today).await?;
    void(tx, id, accounts).await?;
    Ok(done(choice.back(), "fermes"))
}

async fn close_one(mut tx: Tx, actor: &Actor, person: &Contained, choice: &Choice) -> Answer<Response> {
    let now = tx.now();
    let id = queries::begin_with(tx.conn(), actor, person, now).await?;
    void(tx, id, 1).await?;
    Ok(done(choice.back(), "fermes"))
}

/// Closes those of this containment, and has the adults told what to do.
async fn void(mut tx: Tx, id: Uuid, accounts: i64) -> Result<(), Error> {
    let letters = queries::choose_how_told(tx.conn(), id).await?;
    let sessions = queries::void(tx.conn(), id).await?;
    queries::finish(tx.conn(), id, Touched { accounts, sessions }, &json!([])).await?;
    if letters {
        jobs::enqueue(&mut tx, &TellClosed { containment: id }).await?;
    }
    tx.record(&Activity::AccountsClosed { containment: id, accounts, sessions }).await?;
    tx.commit().await
}

pub(super) async fn freeze(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Form(choice): Form<Choice>,
) -> Answer<Response> {
    let Some((reach, profiles)) = obtained(&mut tx, &actor, &choice).await? else { return refused(tx).await };
    let mut errors = FieldErrors::default();
    if profiles.is_empty() {
        errors.add("profil-gel", "Choisissez au moins un profil.");
    }
    if choice.message.trim().is_empty() || choice.message.chars().count() > 300 {
        errors.add("message", "Écrivez en une ou deux phrases ce que liront ces personnes (300 signes).");
    }
    if choice.motif.trim().is_empty() || choice.motif.chars().count() > 300 {
        errors.add("motif", "Écrivez pourquoi, pour qui relira (300 signes).");
    }
    if !errors.is_empty() {
        tx.record(&Activity::ContainmentRefused).await?;
        tx.commit().await?;
        return pages::again(&app, &actor, &choice, errors).await;
    }
    let (now, words) = (tx.now(), (choice.message.trim(), choice.motif.trim()));
    queries::freeze(tx.conn(), &actor, &reach, &profiles, words, now).await?;
    tx.record(&Activity::WritingFrozen { place: reach.place().map(Into::into), profiles }).await?;
    tx.commit().await?;
    Ok(done(choice.back(), "gele"))
}

/// A whole freeze, by who reaches its place; or one school or class under a wider one, by the project.
pub(super) async fn reopen(actor: Actor, mut tx: Tx, Form(choice): Form<Choice>) -> Answer<Response> {
    let (now, today) = (tx.now(), tx.today());
    let reach = queries::reach(tx.conn(), &actor, &choice.lieu, today).await?;
    let (Some(reach), Ok(freeze)) = (reach, choice.gel.parse::<Uuid>()) else { return refused(tx).await };
    let opened = queries::reopen(tx.conn(), &actor, &reach, freeze, now).await?
        || queries::open_here(tx.conn(), &actor, &reach, freeze, now).await?;
    if !opened {
        return refused(tx).await;
    }
    tx.record(&Activity::WritingReopened { freeze, place: reach.place().map(Into::into) }).await?;
    tx.commit().await?;
    Ok(done(choice.back(), "rouvert"))
}

/// A telephone was lost: the second factors of whom she may contain go, and the sessions with them.
pub(super) async fn remove_factors(actor: Actor, Path(id): Path<PersonId>, mut tx: Tx) -> Answer<Response> {
    let today = tx.today();
    let person = queries::person(tx.conn(), &actor, id, today).await?;
    let Some(person) = person.filter(|found| found.id != actor.person) else { return refused(tx).await };
    factors::queries::remove_all(tx.conn(), person.id).await?;
    sessions::close_all(tx.conn(), person.id, None).await?;
    tx.record(&Activity::FactorRemoved { person: person.id }).await?;
    tx.commit().await?;
    Ok(done(&format!("/securite/compte/{id}"), "verification"))
}

#[derive(Deserialize)]
pub(super) struct Back {
    retour: Option<String>,
}

pub(super) async fn alert_seen(
    actor: Actor,
    mut tx: Tx,
    Path(alert): Path<Uuid>,
    Form(form): Form<Back>,
) -> Answer<Response> {
    let (now, today) = (tx.now(), tx.today());
    if !queries::see_alert(tx.conn(), &actor, alert, now, today).await? {
        return refused(tx).await;
    }
    tx.record(&Activity::AlertSeen).await?;
    tx.commit().await?;
    Ok(done(local(form.retour.as_deref()), "vu"))
}

/// Back to the page that the form was on, which says what was done.
pub(super) fn done(back: &str, what: &str) -> Response {
    let path = back.split(['?', '#']).next().unwrap_or("/");
    see_other(&format!("{path}?fait={what}"))
}
