//! What the head decides of a family. The audiences follow in the same transaction: from its commit on, no
//! request finds what was closed.

use super::queries::{self, Link, Pupil};
use super::{pages, rules};
use crate::audiences;
use crate::school::School;
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{
    Activity, Actor, Answer, Error, FieldErrors, Form, Path, PersonId, PlaceId, ProtectionId, see_other,
};
use serde::Deserialize;

type Place = Path<(PlaceId, PersonId, PersonId)>;

pub(super) async fn change(
    db: Db,
    actor: Actor,
    Path((school, pupil, guardian)): Place,
    mut tx: Tx,
    Form(typed): Form<rules::Typed>,
) -> Answer<Response> {
    let Some((school, pupil, link)) = obtained(&mut tx, &actor, school, pupil, guardian).await? else {
        return refused(tx).await;
    };
    let said = match rules::said(&typed, tx.today()) {
        Ok(said) => said,
        Err(errors) => return shown_again(&db, &actor, tx, school, pupil, &link, errors, "").await,
    };
    queries::say(&mut tx, &actor, &pupil, link.guardian, &said).await?;
    if said.authority == "third" {
        queries::forget_exports(tx.conn(), &pupil, &link).await?;
        queries::close_lent(tx.conn(), &pupil, &link).await?;
    }
    let act = Activity::GuardianLinkChanged { pupil: pupil.id, guardian, authority: said.authority };
    tx.record(&act).await?;
    follow(tx, &school, &pupil, "change").await
}

pub(super) async fn give_back(
    actor: Actor,
    Path((school, pupil, guardian)): Place,
    mut tx: Tx,
) -> Answer<Response> {
    let found = obtained(&mut tx, &actor, school, pupil, guardian).await?;
    let Some((school, pupil, link)) = found.filter(|f| f.2.fed && f.2.source == "head") else {
        return refused(tx).await;
    };
    queries::give_back(&mut tx, &actor, &pupil, &link).await?;
    tx.record(&Activity::GuardianLinkGivenBack { pupil: pupil.id, guardian }).await?;
    follow(tx, &school, &pupil, "annuaire").await
}

#[derive(Deserialize)]
pub(super) struct Protect {
    #[serde(default)]
    motif: String,
    #[serde(default)]
    fin: String,
}

pub(super) async fn protect(
    db: Db,
    actor: Actor,
    Path((school, pupil, guardian)): Place,
    mut tx: Tx,
    Form(form): Form<Protect>,
) -> Answer<Response> {
    let Some((school, pupil, link)) = obtained(&mut tx, &actor, school, pupil, guardian).await? else {
        return refused(tx).await;
    };
    let mut asked = rules::protection(&form.motif, &form.fin, tx.today());
    if link.protection.is_some() {
        asked = Err(FieldErrors::one(
            "prolonger",
            "L’enfant est déjà protégé de cette personne\u{a0}: prolongez la mesure.",
        ));
    }
    let (reason, until) = match asked {
        Ok(asked) => asked,
        Err(errors) => return shown_again(&db, &actor, tx, school, pupil, &link, errors, &form.motif).await,
    };
    queries::forget_exports(tx.conn(), &pupil, &link).await?;
    queries::close_lent(tx.conn(), &pupil, &link).await?;
    let protection = queries::protect(&mut tx, &actor, &pupil, &link, &reason, until).await?;
    tx.record(&Activity::ProtectionDecided { protection, pupil: pupil.id, guardian }).await?;
    follow(tx, &school, &pupil, "protege").await
}

#[derive(Deserialize)]
pub(super) struct Until {
    #[serde(default)]
    fin: String,
}

pub(super) async fn prolong(
    db: Db,
    actor: Actor,
    Path((school, pupil, protection)): Path<(PlaceId, PersonId, ProtectionId)>,
    mut tx: Tx,
    Form(form): Form<Until>,
) -> Answer<Response> {
    let Some((school, pupil)) = protected(&mut tx, &actor, school, pupil, protection).await? else {
        return refused(tx).await;
    };
    let mut errors = FieldErrors::default();
    let until = rules::end(&form.fin, tx.today(), &mut errors);
    let (Some(until), true) = (until, errors.is_empty()) else {
        drop(tx);
        db.record(Some(&actor), &Activity::FamilyRefused).await?;
        let sentence = errors.of("fin").unwrap_or_default().to_owned();
        let errors = FieldErrors::one("prolonger", sentence);
        let page = pages::page(&db, &actor, school, pupil, None, errors, String::new(), None).await?;
        return Ok(page.into_response());
    };
    queries::prolong(tx.conn(), protection, until).await?;
    tx.record(&Activity::ProtectionProlonged { protection }).await?;
    follow(tx, &school, &pupil, "prolonge").await
}

pub(super) async fn lift(
    actor: Actor,
    Path((school, pupil, protection)): Path<(PlaceId, PersonId, ProtectionId)>,
    mut tx: Tx,
) -> Answer<Response> {
    let Some((school, pupil)) = protected(&mut tx, &actor, school, pupil, protection).await? else {
        return refused(tx).await;
    };
    queries::lift(&mut tx, &actor, protection).await?;
    tx.record(&Activity::ProtectionLifted { protection }).await?;
    follow(tx, &school, &pupil, "leve").await
}

async fn obtained(
    tx: &mut Tx,
    actor: &Actor,
    school: PlaceId,
    pupil: PersonId,
    guardian: PersonId,
) -> Result<Option<(School, Pupil, Link)>, Error> {
    let today = tx.today();
    let found = async {
        let (school, pupil) = queries::pupil(tx.conn(), actor, school, pupil, today).await?;
        let link = queries::link(tx.conn(), actor, &school, &pupil, guardian, today).await?;
        Ok((school, pupil, link))
    };
    there(found.await)
}

async fn protected(
    tx: &mut Tx,
    actor: &Actor,
    school: PlaceId,
    pupil: PersonId,
    protection: ProtectionId,
) -> Result<Option<(School, Pupil)>, Error> {
    let today = tx.today();
    let found = async {
        let (school, pupil) = queries::pupil(tx.conn(), actor, school, pupil, today).await?;
        queries::holding(tx.conn(), &pupil, protection, today).await?;
        Ok((school, pupil))
    };
    there(found.await)
}

fn there<T>(found: Result<T, Error>) -> Result<Option<T>, Error> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound) => Ok(None),
        Err(cause) => Err(cause),
    }
}

#[expect(clippy::too_many_arguments, reason = "what the page needs to be shown again")]
async fn shown_again(
    db: &Db,
    actor: &Actor,
    tx: Tx,
    school: School,
    pupil: Pupil,
    link: &Link,
    errors: FieldErrors,
    reason: &str,
) -> Answer<Response> {
    drop(tx);
    db.record(Some(actor), &Activity::FamilyRefused).await?;
    let wrong = Some(link.guardian);
    Ok(pages::page(db, actor, school, pupil, wrong, errors, reason.to_owned(), None).await?.into_response())
}

async fn follow(mut tx: Tx, school: &School, pupil: &Pupil, done: &str) -> Answer<Response> {
    let today = tx.today();
    let schools = queries::schools_of(tx.conn(), pupil, today).await?;
    audiences::refresh(tx.conn(), &schools, today).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/personnes/{}/famille?fait={done}", school.id, pupil.id)))
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::FamilyRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}
