//! Giving, prolonging, ending. The audiences follow in the same transaction.

use super::queries::{self, Given};
use super::rules::{self, Asked, Typed, Whom};
use super::{LETTER, pages};
use crate::accounts::{codes, queries as accounts};
use crate::people::making::{self, NewPerson};
use crate::school::{self, School};
use crate::{App, audiences, persons};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, PersonId, PlaceId, RoleId, see_other};
use serde::Deserialize;
use serde_json::json;

pub(super) async fn give(
    db: Db,
    actor: Actor,
    Path(school): Path<PlaceId>,
    mut tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = tx.today();
    let Ok(school) = school::headed(tx.conn(), &actor, school, today).await else { return refused(tx).await };
    let found = match rules::asked(&typed, today) {
        Ok(asked) => settled(&mut tx, &school, &asked).await?.map(|person| (asked, person)),
        Err(errors) => Err(errors),
    };
    let (asked, person) = match found {
        Ok(found) => found,
        Err(errors) => {
            drop(tx);
            db.record(Some(&actor), &Activity::AccessRefused).await?;
            return Ok(pages::page(&db, school, typed, errors, None).await?.into_response());
        }
    };
    let role = queries::give(&mut tx, &actor, &school, person, &asked).await?;
    if let Ok(proposal) = typed.proposition.parse() {
        queries::settle(tx.conn(), &school, proposal).await?;
    }
    mail::post(&mut tx, LETTER, person, json!({ "role": role })).await?;
    tx.record(&Activity::AccessGiven { role, person, place: asked.class }).await?;
    follow(tx, &school, "donne").await
}

/// The person that the form means, made when she is new; or what is in the way.
async fn settled(
    tx: &mut Tx,
    school: &School,
    asked: &Asked,
) -> Result<Result<PersonId, FieldErrors>, Error> {
    let (today, now) = (tx.today(), tx.now());
    if !persons::classes(tx.conn(), school, today).await?.iter().any(|c| c.0 == asked.class) {
        return Ok(Err(FieldErrors::one("classe", "Choisissez une classe de l’école.")));
    }
    let person = match &asked.whom {
        Whom::Known(person) => {
            if !queries::is_known(tx.conn(), school, *person, today).await? {
                return Ok(Err(FieldErrors::one("qui", "Choisissez quelqu’un dans la liste.")));
            }
            *person
        }
        Whom::New { first, last, email } => {
            let there = match email {
                Some(email) => queries::by_email(tx.conn(), email).await?,
                None => None,
            };
            match there {
                Some((person, name)) if rules::same_name(&name, last) => person,
                Some(_) => {
                    let sentence = "Cette adresse est celle d’un compte qui porte un autre nom\u{a0}: vérifiez les deux.";
                    return Ok(Err(FieldErrors::one("mel", sentence)));
                }
                None => {
                    let new =
                        NewPerson { email_is_hers: true, ..NewPerson::adult(first, last, email.as_deref()) };
                    making::make(tx.conn(), &new, now).await?
                }
            }
        }
    };
    if queries::overlaps(tx.conn(), person, asked).await? {
        let sentence =
            "Cette personne a déjà accès à cette classe pendant ces jours\u{a0}: prolongez plutôt cet accès.";
        return Ok(Err(FieldErrors::one("du", sentence)));
    }
    Ok(Ok(person))
}

#[derive(Deserialize)]
pub(super) struct Until {
    #[serde(default)]
    au: String,
}

pub(super) async fn prolong(
    db: Db,
    actor: Actor,
    Path((school, role)): Path<(PlaceId, RoleId)>,
    mut tx: Tx,
    Form(form): Form<Until>,
) -> Answer<Response> {
    let Some((school, given)) = obtained(&mut tx, &actor, school, role).await? else {
        return refused(tx).await;
    };
    let mut errors = FieldErrors::default();
    let until = rules::last_day(&form.au, given.from_day.max(tx.today()), &mut errors);
    let (Some(until), Ok(())) = (until, errors.clone().checked()) else {
        drop(tx);
        db.record(Some(&actor), &Activity::AccessRefused).await?;
        let sentence = errors.of("au").unwrap_or_default().to_owned();
        let errors = FieldErrors::one("prolonger", format!("{}\u{a0}: {sentence}", given.name));
        return Ok(pages::page(&db, school, Typed::default(), errors, None).await?.into_response());
    };
    queries::prolong(tx.conn(), &given, until).await?;
    tx.record(&Activity::AccessProlonged { role: given.role }).await?;
    follow(tx, &school, "prolonge").await
}

pub(super) async fn end(
    actor: Actor,
    Path((school, role)): Path<(PlaceId, RoleId)>,
    mut tx: Tx,
) -> Answer<Response> {
    let today = tx.today();
    let Some((school, given)) = obtained(&mut tx, &actor, school, role).await? else {
        return refused(tx).await;
    };
    queries::end(tx.conn(), &given, today).await?;
    tx.record(&Activity::AccessEnded { role: given.role }).await?;
    follow(tx, &school, "termine").await
}

/// A fresh code on paper, for an account that was never opened and is known nowhere else.
pub(super) async fn slip(
    State(app): State<App>,
    actor: Actor,
    Path((school, role)): Path<(PlaceId, RoleId)>,
    mut tx: Tx,
) -> Answer<Response> {
    let found = obtained(&mut tx, &actor, school, role).await?.filter(|(_, given)| given.printable);
    let Some((school, given)) = found else { return refused(tx).await };
    let account = accounts::of(tx.conn(), given.person).await?.ok_or(Error::NotFound)?;
    let (code, now) = (codes::fresh_adult(), tx.now());
    accounts::put_codes(tx.conn(), &[(given.person, code.clone())], now).await?;
    tx.record(&Activity::AccessCodePrinted { person: given.person }).await?;
    tx.commit().await?;
    let mut page = pages::slip(&app, &school, &given, &account.login, &code)?.into_response();
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(page)
}

async fn obtained(
    tx: &mut Tx,
    actor: &Actor,
    school: PlaceId,
    role: RoleId,
) -> Result<Option<(School, Given)>, Error> {
    let today = tx.today();
    let Ok(school) = school::headed(tx.conn(), actor, school, today).await else { return Ok(None) };
    match queries::find(tx.conn(), &school, role, today).await {
        Ok(given) => Ok(Some((school, given))),
        Err(Error::NotFound) => Ok(None),
        Err(cause) => Err(cause),
    }
}

async fn follow(mut tx: Tx, school: &School, done: &str) -> Answer<Response> {
    let today = tx.today();
    audiences::refresh(tx.conn(), &[school.id], today).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/acces?fait={done}", school.id)))
}

pub(super) async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::AccessRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}
