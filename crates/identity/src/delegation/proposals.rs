//! A teacher asks for somebody in her class; the head answers by giving access, or sets it aside.

use super::actions::refused;
use super::queries;
use super::rules::{self, KINDS, Typed};
use crate::school::{self, Class};
use askama::Template;
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Page, Path, PlaceId, ProposalId, see_other};

/// More that wait for an answer of one teacher are no proposal any more.
const MOST: i64 = 10;

#[derive(Template)]
#[template(path = "delegation/propose.html")]
struct Propose {
    class: Class,
    typed: Typed,
    errors: FieldErrors,
    today: String,
}

pub(super) async fn form(
    db: Db,
    actor: Actor,
    Path((school, class)): Path<(PlaceId, PlaceId)>,
) -> Answer<Page> {
    let today = db.clock.today();
    let class = school::class(&db.pool, &actor, school, class).await?.filter(|c| c.teaches);
    let class = class.ok_or(Error::NotFound)?;
    let typed = Typed { du: today.to_string(), ..Typed::default() };
    page(class, typed, FieldErrors::default(), today)
}

fn page(class: Class, typed: Typed, errors: FieldErrors, today: chrono::NaiveDate) -> Answer<Page> {
    let refused = !errors.is_empty();
    let form = Propose { class, typed, errors, today: today.to_string() };
    let page = Page::new("Proposer quelqu’un", &form)?;
    Ok(if refused { page.invalid() } else { page })
}

pub(super) async fn propose(
    db: Db,
    actor: Actor,
    Path((school, class)): Path<(PlaceId, PlaceId)>,
    mut tx: Tx,
    Form(mut typed): Form<Typed>,
) -> Answer<Response> {
    let today = tx.today();
    let found = school::class(tx.conn(), &actor, school, class).await?.filter(|c| c.teaches);
    let Some(class) = found else { return refused(tx).await };
    typed.qui = String::new();
    typed.classe = class.id.to_string();
    let mut asked = rules::asked(&typed, today);
    if queries::waiting_of(tx.conn(), &actor).await? >= MOST {
        let sentence = "Dix demandes attendent déjà la réponse de la direction.";
        asked = Err(FieldErrors::one("prenom", sentence));
    }
    let asked = match asked {
        Ok(asked) => asked,
        Err(errors) => {
            drop(tx);
            db.record(Some(&actor), &Activity::AccessRefused).await?;
            return Ok(page(class, typed, errors, today)?.into_response());
        }
    };
    queries::propose(&mut tx, &actor, &class, &asked, &typed).await?;
    tx.record(&Activity::AccessProposed { place: class.id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/classe/{}?fait=propose", class.school, class.id)))
}

pub(super) async fn set_aside(
    actor: Actor,
    Path((school, proposal)): Path<(PlaceId, ProposalId)>,
    mut tx: Tx,
) -> Answer<Response> {
    let today = tx.today();
    let Ok(school) = school::headed(tx.conn(), &actor, school, today).await else { return refused(tx).await };
    let Some(place) = queries::settle(tx.conn(), &school, proposal).await? else { return refused(tx).await };
    tx.record(&Activity::AccessProposalDropped { place }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/acces?fait=ecarte", school.id)))
}
