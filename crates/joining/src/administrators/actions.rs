//! The head names, and ends; whoever steers waives.

use super::queries::{self, School};
use super::{pages, rules};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::Typed;
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, PersonId, PlaceId, see_other};
use uuid::Uuid;

/// Found, and held to the end of the transaction; or refused and written down.
async fn found(mut tx: Tx, actor: &Actor, school: PlaceId) -> Result<(Tx, School), Error> {
    let today = tx.today();
    queries::hold(tx.conn(), school).await?;
    match queries::school(tx.conn(), actor, school, today).await {
        Ok(school) => Ok((tx, school)),
        Err(Error::NotFound) => {
            tx.record(&Activity::AdministratorRefused).await?;
            tx.commit().await?;
            Err(Error::NotFound)
        }
        Err(cause) => Err(cause),
    }
}

async fn refused(tx: Tx, db: &Db, actor: &Actor, school: School, again: Again) -> Answer<Response> {
    drop(tx);
    db.record(Some(actor), &Activity::AdministratorRefused).await?;
    Ok(pages::shown(db, actor, school, again)?.into_response())
}

/// She administers nothing here, or no more.
async fn nobody(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::AdministratorRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

fn back(school: &School) -> Response {
    see_other(&format!("/ecole/{}/administrateurs?fait=oui", school.id))
}

pub(super) async fn add(
    db: Db,
    actor: Actor,
    Of(school): Of<PlaceId>,
    tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (mut tx, school) = found(tx, &actor, school).await?;
    let named = match rules::added(&school, &typed, tx.today()) {
        Ok(named) => named,
        Err(why) => return refused(tx, &db, &actor, school, Again::refused("nommer", typed, why)).await,
    };
    queries::name(&mut tx, &actor, school.id, &named).await?;
    let (person, what) = (named.person, "named");
    tx.record(&Activity::AdministratorChanged { school: school.id, person, what }).await?;
    tx.commit().await?;
    Ok(back(&school))
}

pub(super) async fn end(
    db: Db,
    actor: Actor,
    Of((school, administrator)): Of<(PlaceId, Uuid)>,
    tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (mut tx, school) = found(tx, &actor, school).await?;
    let today = tx.today();
    if let Err(why) = rules::heads(&school) {
        let again = Again::refused(administrator.to_string(), typed, why);
        return refused(tx, &db, &actor, school, again).await;
    }
    let Some(seat) = school.seats.iter().find(|s| s.id == Some(administrator)) else {
        return nobody(tx).await;
    };
    // A day that has passed ends it at once, like none.
    let last = typed.of("au").parse().ok().filter(|day| *day >= today);
    queries::end(&mut tx, &actor, seat, last).await?;
    let (person, what) = (seat.person, "ended");
    tx.record(&Activity::AdministratorChanged { school: school.id, person, what }).await?;
    tx.commit().await?;
    Ok(back(&school))
}

pub(super) async fn exempt(
    db: Db,
    actor: Actor,
    Of((school, person)): Of<(PlaceId, PersonId)>,
    tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (mut tx, school) = found(tx, &actor, school).await?;
    let reason = match rules::exempted(&school, &typed, tx.today()) {
        Ok(reason) => reason,
        Err(why) => {
            return refused(tx, &db, &actor, school, Again::refused(person.to_string(), typed, why)).await;
        }
    };
    if !school.seats.iter().any(|s| s.person == person) {
        return nobody(tx).await;
    }
    queries::waive(&mut tx, &actor, school.id, person, &reason).await?;
    tx.record(&Activity::AdministratorChanged { school: school.id, person, what: "waived" }).await?;
    tx.commit().await?;
    Ok(back(&school))
}
