//! What does not work: opened by who works in the school, handed to who repairs, closed by who keeps the register.

use super::actions::{done, obtained, refused, works_here};
use super::queries::{self, Step};
use super::rules;
use crate::amounts::count;
use axum::response::Response;
use cockpit::near;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{LONG, Reading, Typed, Why};
use kernel::{Actor, Answer, Form, Path as Of, PlaceId};
use uuid::Uuid;

pub(super) async fn open(
    db: Db,
    actor: Actor,
    Of((school, batch)): Of<(PlaceId, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (near, batch) = obtained(&db, &actor, school, batch).await?;
    let form = format!("incident-{}", batch.id);
    let decided = works_here(&near).and_then(|()| {
        if batch.working == 0 {
            return Err(Why::not("Rien de ce lot ne marche plus\u{a0}: tout est déjà signalé."));
        }
        let mut read = Reading::new(&typed, db.clock.today());
        let units = count(&mut read, &typed, "nombre", (1, batch.working));
        let what = read.text("texte", LONG, "Dites ce qui ne va pas.");
        read.checked(units.map(|units| (units, what)))
    });
    let (units, what) = match decided {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, &near, Again::refused(form, typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    if !queries::open_incident(&mut tx, &actor, batch.id, (units, &what)).await? {
        drop(tx);
        let why = Why::not("Quelqu’un vient d’en signaler\u{a0}: il en reste moins qui marchent.");
        return refused(&db, &actor, &near, Again::refused(form, typed, why)).await;
    }
    done(tx, &near, "incident").await
}

/// Handed to a supplier, or closed.
pub(super) async fn go_on(
    db: Db,
    actor: Actor,
    Of((school, incident)): Of<(PlaceId, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = db.clock.today();
    let near = near::school(&db.pool, &actor, school, today).await?;
    let incident = queries::incident(&db.pool, &near, incident).await?;
    let contracts = queries::contracts_of(&db.pool, &near, today).await?;
    let decided = rules::keeps(&near).and_then(|()| {
        if incident.closed.is_some() {
            return Err(Why::not("Cet incident est clos."));
        }
        let mut read = Reading::new(&typed, today);
        let step = if typed.of("suite") == "sent" {
            let known: Vec<Uuid> = contracts.iter().map(|c| c.id).collect();
            read.among("contrat", &known, "Choisissez qui répare.").map(Step::Sent)
        } else {
            read.one_of("suite", &rules::names(&rules::OUTCOMES)).map(Step::Closed)
        };
        read.checked(step)
    });
    let form = format!("suite-{}", incident.id);
    let step = match decided {
        Ok(step) => step,
        Err(why) => return refused(&db, &actor, &near, Again::refused(form, typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let first = match step {
        Step::Sent(contract) => queries::hand_over(&mut tx, &actor, &incident, contract).await?,
        Step::Closed(outcome) => queries::close(&mut tx, &actor, &incident, outcome).await?,
    };
    if !first {
        drop(tx);
        let why = Why::not("Quelqu’un vient de le faire.");
        return refused(&db, &actor, &near, Again::refused(form, typed, why)).await;
    }
    done(tx, &near, "incident").await
}
