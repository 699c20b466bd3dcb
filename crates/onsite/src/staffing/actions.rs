//! A function is given and ends, somebody is away, the project says when to warn and whom the publisher answers with.

use super::pages;
use super::queries::{self, Function};
use super::{letters, rules};
use axum::response::{IntoResponse, Response};
use cockpit::near;
use cockpit::people::adult_of_login;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Reading, SHORT, Typed, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path as Of, see_other};
use uuid::Uuid;

pub(super) async fn refused(db: &Db, actor: &Actor, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::OnSiteRefused).await?;
    Ok(pages::page(db, actor, again).await?.into_response())
}

pub(super) fn back() -> Response {
    see_other("/encadrement?fait=oui")
}

async fn function(db: &Db, actor: &Actor, id: Uuid) -> Answer<(Function, Vec<Function>)> {
    let all = queries::functions(&db.pool, db.clock.today()).await?;
    let found = all.iter().find(|f| f.id == id).cloned();
    match found {
        Some(found) => Ok((found, all)),
        None => {
            db.record(Some(actor), &Activity::OnSiteRefused).await?;
            Err(Error::NotFound)
        }
    }
}

pub(super) async fn give(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let places: Vec<_> = near::circonscriptions(&db, &actor).await?.into_iter().map(|(id, _)| id).collect();
    let mut person = None;
    let mut decided = rules::new(&typed, &places, db.clock.today());
    if let Some(login) = decided.as_ref().ok().map(|new| new.login.clone()).filter(|l| !l.is_empty()) {
        person = adult_of_login(&db.pool, &login).await?;
        if person.is_none() {
            let sentence = "Aucun compte d’adulte n’a cet identifiant.";
            decided = Err(Why::Fields(FieldErrors::one("identifiant", sentence)));
        }
    }
    let new = match decided {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, Again::refused("fonction", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let function = queries::give(&mut tx, &actor, (&new, person)).await?;
    tx.record(&Activity::StaffChanged { of: function, what: "given" }).await?;
    tx.commit().await?;
    Ok(back())
}

pub(super) async fn end(db: Db, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let (found, _) = function(&db, &actor, id).await?;
    let mut tx = db.begin_as(&actor).await?;
    queries::end(&mut tx, &actor, &found).await?;
    tx.record(&Activity::StaffChanged { of: id, what: "ended" }).await?;
    tx.commit().await?;
    Ok(back())
}

pub(super) async fn away(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (found, all) = function(&db, &actor, id).await?;
    let others: Vec<_> = all.iter().map(|f| f.id).filter(|other| *other != id).collect();
    let decided = match actor.is_project() || found.person == Some(actor.person) {
        true => rules::absence(&typed, &others, db.clock.today()),
        false => Err(Why::not("Une absence est dite par la personne, ou par l’équipe projet.")),
    };
    let absence = match decided {
        Ok(absence) => absence,
        Err(why) => {
            return refused(&db, &actor, Again::refused(format!("absence-{id}"), typed, why)).await;
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let deputy = all.iter().find(|f| f.id == absence.0).and_then(|f| f.person);
    let said = queries::away(&mut tx, &found, absence).await?;
    letters::tell(&mut tx, &actor, deputy, said).await?;
    tx.record(&Activity::StaffChanged { of: id, what: "away" }).await?;
    tx.commit().await?;
    Ok(back())
}

pub(super) async fn warn_from(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let all = match rules::thresholds(&typed, db.clock.today()) {
        Ok(all) => all,
        Err(why) => return refused(&db, &actor, Again::refused("seuils", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::warn_from(&mut tx, &actor, all).await?;
    tx.record(&Activity::StaffChanged { of: Uuid::nil(), what: "thresholds" }).await?;
    tx.commit().await?;
    Ok(back())
}

/// The two of the publisher, the first and who replaces her; each with her hours.
fn two(typed: &Typed, db: &Db, known: &[Uuid]) -> Result<Vec<(Uuid, String)>, Why> {
    let mut read = Reading::new(typed, db.clock.today());
    let mut named = Vec::new();
    for (who, hours) in [("premier", "horaires_1"), ("second", "horaires_2")] {
        if typed.of(who).is_empty() {
            continue;
        }
        let contact = read.among(who, known, "Choisissez un contact de l’éditeur.");
        let hours = read.text(hours, SHORT, "Dites quand appeler.");
        named.extend(contact.map(|c| (c, hours)));
    }
    if let [(one, _), (other, _)] = named.as_slice()
        && one == other
    {
        read.errors.add("second", "Choisissez quelqu’un d’autre que le premier contact.");
    }
    read.checked(Some(named))
}

pub(super) async fn publisher(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let known: Vec<_> = queries::publisher(&db.pool).await?.into_iter().map(|c| c.id).collect();
    let named = match two(&typed, &db, &known) {
        Ok(named) => named,
        Err(why) => return refused(&db, &actor, Again::refused("referents", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::name_referents(&mut tx, &named).await?;
    tx.record(&Activity::StaffChanged { of: Uuid::nil(), what: "publisher" }).await?;
    tx.commit().await?;
    Ok(back())
}
