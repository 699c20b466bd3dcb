//! Naming somebody, and saying her last day.

use super::queries::{self, Member};
use super::rules::{self, Asked, Typed};
use super::{LETTER, pages};
use crate::candidates::{Among, chosen};
use crate::delegation::last_day;
use crate::mandates;
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, RoleId, see_other};
use serde::Deserialize;
use serde_json::json;

pub(super) async fn name(db: Db, actor: Actor, mut tx: Tx, Form(typed): Form<Typed>) -> Answer<Response> {
    let found = match rules::asked(&typed, actor.person, tx.today()) {
        Ok(asked) => settled(&mut tx, &actor, asked).await?,
        Err(errors) => Err(errors),
    };
    let (asked, mailbox) = match found {
        Ok(found) => found,
        Err(errors) => return shown_again(&db, &actor, tx, typed, errors).await,
    };
    let role = queries::name(&mut tx, &actor, &asked).await?;
    mail::post(&mut tx, LETTER, asked.person, json!({ "role": role })).await?;
    tx.record(&Activity::TeamMemberNamed { role, person: asked.person, kind: asked.kind }).await?;
    tx.commit().await?;
    let done = if mailbox { "nomme" } else { "nomme-sans-adresse" };
    Ok(see_other(&format!("/pilotage/equipe?fait={done}")))
}

/// What was asked and whether a letter can tell her, or what is in the way of it.
async fn settled(
    tx: &mut Tx,
    actor: &Actor,
    asked: Asked,
) -> Result<Result<(Asked, bool), FieldErrors>, Error> {
    let today = tx.today();
    let chosen = chosen(tx.conn(), actor, Among::default(), asked.person, today).await?;
    let she = match chosen {
        Ok(she) => she,
        Err(errors) => return Ok(Err(errors)),
    };
    if queries::overlaps(tx.conn(), &asked).await? {
        let sentence = "Cette personne a déjà ce rôle pendant ces jours.";
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
    Path(role): Path<RoleId>,
    mut tx: Tx,
    Form(form): Form<Until>,
) -> Answer<Response> {
    let today = tx.today();
    let member = match queries::find(tx.conn(), role, today).await {
        Ok(member) if member.person != actor.person && member.runs(today) => member,
        Ok(_) | Err(Error::NotFound) => return refused(tx).await,
        Err(cause) => return Err(cause),
    };
    let last = match last_of(&form, &member, today) {
        Ok(last) => last,
        Err(errors) => return shown_again(&db, &actor, tx, Typed::default(), errors).await,
    };
    let of_the_team = rules::is_of_the_team(&member.kind);
    if of_the_team && !queries::others_stay(tx.conn(), &member, today).await? {
        let sentence =
            "Après, il ne resterait personne sans date de fin dans l’équipe\u{a0}: nommez d’abord quelqu’un.";
        return shown_again(&db, &actor, tx, Typed::default(), FieldErrors::one("fin", sentence)).await;
    }
    mandates::end(&mut tx, &actor, member.role, last).await?;
    tx.record(&Activity::TeamMemberEnded { role, person: member.person }).await?;
    tx.commit().await?;
    Ok(see_other("/pilotage/equipe?fait=fini"))
}

fn last_of(
    form: &Until,
    member: &Member,
    today: chrono::NaiveDate,
) -> Result<Option<chrono::NaiveDate>, FieldErrors> {
    if !form.tout_de_suite.is_empty() {
        return Ok(rules::at_once(member.from_day, today));
    }
    let mut errors = FieldErrors::default();
    let day = last_day(&form.au, member.from_day.max(today), &mut errors);
    match errors.of("au") {
        None => Ok(day),
        Some(sentence) => Err(FieldErrors::one("fin", format!("{}\u{a0}: {sentence}", member.name))),
    }
}

async fn shown_again(db: &Db, actor: &Actor, tx: Tx, typed: Typed, errors: FieldErrors) -> Answer<Response> {
    drop(tx);
    db.record(Some(actor), &Activity::TeamRefused).await?;
    Ok(pages::page(db, actor, "", (typed, errors), Again::default()).await?.into_response())
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::TeamRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}
