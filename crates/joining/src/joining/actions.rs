//! A step is done. The opening of the accounts is written through `identity`, in the same transaction; so is what a
//! school that is not open waits for, which whoever prints or opens an account reads.

use super::follow_ups;
use super::letters;
use super::pages;
use super::queries::{self, Path};
use super::rules::{self, Around, Proof, Said, Typed};
use super::standing::Refusal;
use super::steps::Step;
use super::words;
use crate::accompaniment;
use crate::administrators::{self, Named, Seat};
use crate::packs;
use axum::response::{IntoResponse, Response};
use cockpit::equipment::{self, Wanted};
use cockpit::register::Attended;
use database::{Db, Tx};
use identity::{App, openings};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path as Of, PlaceId, see_other};

pub(super) async fn step(
    db: Db,
    actor: Actor,
    Of((school, slug)): Of<(PlaceId, String)>,
    mut tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = tx.today();
    let found = queries::find_for_change(tx.conn(), &actor, school, today).await;
    let (path, step) = match (found, Step::of_slug(&slug)) {
        (Ok(path), Some(step)) => (path, step),
        (Err(Error::NotFound), _) | (Ok(_), None) => {
            tx.record(&Activity::JoiningRefused { school, step: "" }).await?;
            tx.commit().await?;
            return Err(Error::NotFound);
        }
        (Err(cause), _) => return Err(cause),
    };
    let wanted = equipment::wanted(tx.conn(), school, today).await?;
    let seats = administrators::seats(tx.conn(), school, today).await?;
    let said = match decided(&db, &path, step, &typed, (wanted, seats)) {
        Ok(said) => said,
        Err(why) => {
            drop(tx);
            db.record(Some(&actor), &Activity::JoiningRefused { school, step: step.name() }).await?;
            return Ok(pages::refused(&db, &path, step, typed, why).await?.into_response());
        }
    };
    let said =
        Said { subject: said.subject.or((step == Step::Volunteering).then_some(actor.person)), ..said };
    queries::write(&mut tx, &actor, &path, step, &said).await?;
    settle_administrator(&mut tx, &actor, &path, step, &said).await?;
    if (step, said.outcome) == (Step::Decision, "validated") {
        accompaniment::open(&mut tx, school).await?;
    }
    follow(&mut tx, &actor, &path, (step, &said.note)).await?;
    tx.record(&Activity::JoiningStep { school, step: step.name(), outcome: said.outcome }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{school}/rejoindre?fait={slug}#{slug}")))
}

/// Whom the head named beside her; whom the project or the inspection waived.
async fn settle_administrator(
    tx: &mut Tx,
    actor: &Actor,
    path: &Path,
    step: Step,
    said: &Said,
) -> Result<(), Error> {
    match (step, said.subject, said.day) {
        (Step::Administrator, Some(person), Some(from)) => {
            let named = Named { person, from, until: said.details.until };
            administrators::name(tx, actor, path.school, &named).await?;
        }
        (Step::Training, Some(person), _) if said.outcome == "waived" => {
            administrators::waive(tx, actor, path.school, person, &said.note).await?;
        }
        _ => {}
    }
    Ok(())
}

/// What whoever is in the school reads.
const SUSPENDED: &str = "L’école a suspendu cet espace\u{a0}: on y lit, on emporte ses données, on n’y écrit plus. La direction sait pourquoi.";

/// Whether she may, and what she says; or what is wrong: the fields, or the step itself.
fn decided(
    db: &Db,
    path: &Path,
    step: Step,
    typed: &Typed,
    (wanted, seats): (Wanted, Vec<Seat>),
) -> Result<Said, Result<FieldErrors, Refusal>> {
    path.standing.may(step, path.who).map_err(Err)?;
    let around = Around { seats, ..around(db, path, wanted) };
    match step {
        Step::FollowUp if around.next_follow_up.is_none() => Err(Err(Refusal::NotDue)),
        Step::Renewal if around.next_renewal.is_none() => Err(Err(Refusal::NotDue)),
        Step::Domain if path.named.tried_here && path.named.name.is_none() => Err(Ok(FieldErrors::one(
            "reference",
            "Ici les noms s’essaient\u{a0}: l’étape est faite d’elle-même quand le nom de l’école a été essayé (voir «\u{a0}Noms de domaine\u{a0}»).",
        ))),
        _ => rules::said(step, typed, &around).map_err(Ok),
    }
}

fn around(db: &Db, path: &Path, wanted: Wanted) -> Around {
    let today = db.clock.today();
    let live = path.last(Step::GoLive).map(|r| db.clock.day_of(r.at));
    let done = |step| {
        path.rows.iter().filter(|r| r.step == step).map(|r| r.details.which.clone()).collect::<Vec<String>>()
    };
    let proof = |a: &Attended| Proof { day: db.clock.day_of(a.at), certificate: a.certificate.clone() };
    Around {
        today,
        administrators: path
            .administrators
            .iter()
            .map(|seat| (seat.person, path.administrator_attended(seat).map(proof)))
            .collect(),
        heads: path.adults.iter().filter(|a| a.head).map(|a| a.id).collect(),
        trained: path.engaged().filter_map(|(_, came)| came.map(proof)).collect(),
        untrained: path
            .engaged()
            .filter(|(_, came)| came.is_none())
            .map(|(who, _)| who.name.clone())
            .collect(),
        classes: path.classes.clone(),
        convention: path.convention.clone(),
        adults: path.adults.iter().map(|a| a.id).collect(),
        engaged: path.engaged_classes(),
        seats: Vec::new(),
        wanted,
        may_override: path.who.manager,
        next_follow_up: live
            .and_then(|live| follow_ups::next_follow_up(live, path.zone, &done(Step::FollowUp), today))
            .map(|(which, _)| which),
        next_renewal: live.and_then(|live| follow_ups::next_renewal(live, &done(Step::Renewal), today)),
    }
}

/// Whose turn it is now is told; the accounts open, or what they wait for is said anew.
async fn follow(tx: &mut Tx, actor: &Actor, before: &Path, (step, note): (Step, &str)) -> Result<(), Error> {
    let today = tx.today();
    let path = queries::find(tx.conn(), actor, before.school, today).await?;
    letters::tell(tx, &before.standing, &path, actor.person).await?;
    let school = path.school;
    match step {
        Step::Suspension => openings::suspend(tx, actor, school, SUSPENDED, note).await?,
        Step::Resumption => openings::resume(tx, actor, school).await?,
        Step::Exit => openings::close(tx, school).await?,
        // A newly opened class is never empty.
        Step::GoLive => packs::put_at_opening(tx, school).await?,
        Step::Accounts => {
            openings::resume(tx, actor, school).await?;
            return openings::open(tx, school).await;
        }
        _ => {}
    }
    say_waits(tx, &path).await
}

async fn say_waits(tx: &mut Tx, path: &Path) -> Result<(), Error> {
    let today = tx.today();
    let names = queries::holders(tx.conn(), path, today).await?;
    let before = path.standing.before_accounts();
    let waits = before.map(|step| words::missing(step, &path.standing, &names));
    openings::waits_for(tx.conn(), path.school, waits.as_deref()).await?;
    Ok(())
}

/// Each night: what the directory brought, and who holds what, may have changed without anybody doing a step.
pub async fn refresh_waits(app: &App) -> Result<(), Error> {
    let mut tx = app.db.begin().await?;
    let today = tx.today();
    for school in queries::under_way(tx.conn()).await? {
        match queries::find_at_night(tx.conn(), school, today).await {
            Ok(path) => {
                letters::tell_of_missing(&mut tx, &path).await?;
                say_waits(&mut tx, &path).await?;
            }
            // Closed since.
            Err(Error::NotFound) => {}
            Err(cause) => return Err(cause),
        }
    }
    tx.commit().await
}
