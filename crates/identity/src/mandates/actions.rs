//! Naming, ending, giving back. The audiences follow in the same transaction.

use super::queries::{self, Mandate};
use super::rules::{self, Asked, Typed};
use super::{LETTER, pages};
use crate::audiences;
use crate::candidates::chosen;
use crate::delegation::last_day;
use crate::steering::{self, Steered};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, PlaceId, RoleId, see_other};
use serde::Deserialize;
use serde_json::json;

pub(super) async fn name(
    db: Db,
    actor: Actor,
    Path(school): Path<PlaceId>,
    mut tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let Ok(school) = steering::school(tx.conn(), &actor, school).await else { return refused(tx).await };
    let found = match rules::asked(&typed, actor.person, tx.today()) {
        Ok(asked) => settled(&mut tx, &actor, &school, asked).await?,
        Err(errors) => Err(errors),
    };
    match found {
        Ok((asked, mailbox)) => {
            let role = queries::give(&mut tx, &actor, &school, &asked).await?;
            mail::post(&mut tx, LETTER, asked.person, json!({ "role": role })).await?;
            tx.record(&Activity::MandateGiven { role, person: asked.person, school: school.id }).await?;
            follow(tx, &school, if mailbox { "nomme" } else { "nomme-sans-adresse" }).await
        }
        Err(errors) => shown_again(&db, &actor, tx, &school, typed, errors).await,
    }
}

/// What was asked and whether a letter can tell her, or what is in the way of it.
async fn settled(
    tx: &mut Tx,
    actor: &Actor,
    school: &Steered,
    asked: Asked,
) -> Result<Result<(Asked, bool), FieldErrors>, Error> {
    let today = tx.today();
    let among = queries::among(actor, school);
    let chosen = chosen(tx.conn(), actor, among, asked.person, today).await?;
    let she = match chosen {
        Ok(she) => she,
        Err(errors) => return Ok(Err(errors)),
    };
    if queries::overlaps(tx.conn(), school, &asked).await? {
        let sentence =
            "Cette personne dirige déjà l’école pendant ces jours\u{a0}: changez plutôt le dernier jour.";
        return Ok(Err(FieldErrors::one("du", sentence)));
    }
    Ok(Ok((asked, she.mailbox)))
}

#[derive(Deserialize)]
pub(super) struct Until {
    #[serde(default)]
    au: String,
    #[serde(default)]
    tout_de_suite: String,
}

pub(super) async fn end(
    db: Db,
    actor: Actor,
    Path((school, role)): Path<(PlaceId, RoleId)>,
    mut tx: Tx,
    Form(form): Form<Until>,
) -> Answer<Response> {
    let Some((school, mandate)) = obtained(&mut tx, &actor, school, role).await? else {
        return refused(tx).await;
    };
    let today = tx.today();
    if !mandate.runs(today) {
        return refused(tx).await;
    }
    let last = if form.tout_de_suite.is_empty() {
        let mut errors = FieldErrors::default();
        let Some(day) =
            last_day(&form.au, mandate.from_day.max(today), &mut errors).filter(|_| errors.is_empty())
        else {
            let sentence = format!("{}\u{a0}: {}", mandate.name, errors.of("au").unwrap_or_default());
            let errors = FieldErrors::one("fin", sentence);
            return shown_again(&db, &actor, tx, &school, Typed::default(), errors).await;
        };
        Some(day)
    } else {
        rules::at_once(mandate.from_day, mandate.interim, today)
    };
    queries::end(&mut tx, &actor, mandate.role, last).await?;
    tx.record(&Activity::MandateEnded { role, school: school.id }).await?;
    follow(tx, &school, "fini").await
}

pub(super) async fn give_back(
    actor: Actor,
    Path((school, role)): Path<(PlaceId, RoleId)>,
    mut tx: Tx,
) -> Answer<Response> {
    let found = obtained(&mut tx, &actor, school, role).await?;
    let Some((school, mandate)) = found.filter(|(_, mandate)| mandate.held) else { return refused(tx).await };
    queries::give_back(tx.conn(), &mandate).await?;
    tx.record(&Activity::MandateGivenBack { role, school: school.id }).await?;
    follow(tx, &school, "rendu").await
}

/// A mandate of somebody else.
async fn obtained(
    tx: &mut Tx,
    actor: &Actor,
    school: PlaceId,
    role: RoleId,
) -> Result<Option<(Steered, Mandate)>, Error> {
    let today = tx.today();
    let Ok(school) = steering::school(tx.conn(), actor, school).await else { return Ok(None) };
    match queries::find(tx.conn(), &school, role, today).await {
        Ok(mandate) => Ok((mandate.person != actor.person).then_some((school, mandate))),
        Err(Error::NotFound) => Ok(None),
        Err(cause) => Err(cause),
    }
}

async fn shown_again(
    db: &Db,
    actor: &Actor,
    tx: Tx,
    school: &Steered,
    typed: Typed,
    errors: FieldErrors,
) -> Answer<Response> {
    drop(tx);
    db.record(Some(actor), &Activity::MandateRefused).await?;
    Ok(pages::page(db, actor, school, "", typed, errors, None).await?.into_response())
}

async fn follow(mut tx: Tx, school: &Steered, done: &str) -> Answer<Response> {
    let today = tx.today();
    audiences::refresh(tx.conn(), &[school.id], today).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/direction?fait={done}", school.id)))
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::MandateRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}
