//! What is printed: the sheet that is signed on the day, and the certificate of who was there.

use super::queries::{self, Session};
use super::rules::giver;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use cockpit::hours::{hours, when};
use identity::App;
use identity::steering::full_day;
use kernel::{Actor, Answer, Error, Path as Of};
use paper::Template;
use serde::Serialize;
use uuid::Uuid;

const SIGN_IN: Template = Template(include_str!("../../templates/training/sign_in.typ"));
const CERTIFICATE: Template = Template(include_str!("../../templates/training/certificate.typ"));

#[derive(Serialize)]
struct SignIn {
    title: String,
    project: String,
    course: String,
    when: String,
    place: String,
    trainer: String,
    plan: String,
    /// Name and schools.
    people: Vec<(String, String)>,
    /// Lines for who comes without having enrolled.
    empty: usize,
}

#[derive(Serialize)]
struct Certificate {
    title: String,
    project: String,
    number: String,
    name: String,
    schools: String,
    course: String,
    track: &'static str,
    when: String,
    hours: String,
    form: &'static str,
    given_by: &'static str,
    trainer: String,
    plan: String,
    day: String,
}

fn saved(pdf: Vec<u8>, name: &str) -> Response {
    let saved = format!("attachment; filename=\"{name}.pdf\"");
    let headers =
        [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, saved)];
    (headers, pdf).into_response()
}

fn place(session: &Session) -> String {
    match (session.online, &*session.place) {
        (true, _) => "Classe virtuelle".to_owned(),
        (false, place) => place.to_owned(),
    }
}

/// « Plan de formation de la circonscription Val d’Ormes ».
fn plan(session: &Session) -> String {
    match &*session.circonscription_name {
        "" => "Formations du projet".to_owned(),
        name => format!("Plan de formation de la circonscription {name}"),
    }
}

pub(super) async fn sign_in_sheet(
    State(app): State<App>,
    actor: Actor,
    Of(id): Of<Uuid>,
) -> Answer<Response> {
    queries::reader(&actor)?;
    let session = queries::session(&app.db.pool, &actor, &app.db.clock, id).await?;
    if !session.gives {
        return Err(Error::NotFound);
    }
    let people = queries::enrolled(&app.db.pool, &actor, &session, app.db.clock.today()).await?;
    let sheet = SignIn {
        title: format!("Feuille d’émargement\u{a0}: {}", session.title),
        project: app.settings.project.clone(),
        course: session.title.clone(),
        when: when(&app.db.clock, session.starts, session.ends),
        place: place(&session),
        trainer: session.trainer.clone(),
        plan: plan(&session),
        people: people.into_iter().map(|p| (p.name, p.schools)).collect(),
        empty: 4,
    };
    let pdf = paper::print(SIGN_IN, &sheet).await?;
    Ok(saved(pdf, &format!("emargement-{}", app.db.clock.day_of(session.starts))))
}

/// Her own, or that of somebody whose presence the actor may read.
pub(super) async fn certificate(
    State(app): State<App>,
    actor: Actor,
    Of((id, person)): Of<(Uuid, Uuid)>,
) -> Answer<Response> {
    queries::reader(&actor)?;
    let clock = &app.db.clock;
    let session = queries::session(&app.db.pool, &actor, clock, id).await?;
    let people = queries::enrolled(&app.db.pool, &actor, &session, clock.today()).await?;
    let here = people.into_iter().find(|p| p.person == person && p.was_there()).ok_or(Error::NotFound)?;
    let number = here.certificate();
    let sheet = Certificate {
        title: format!("Attestation de formation {number}"),
        project: app.settings.project.clone(),
        name: here.name,
        schools: here.schools,
        course: session.title.clone(),
        track: session.track.french(),
        when: when(clock, session.starts, session.ends),
        hours: hours(here.minutes.unwrap_or_default().into()),
        form: if session.online { "classe virtuelle" } else { "présentiel" },
        given_by: giver(&session.given_by),
        trainer: session.trainer.clone(),
        plan: plan(&session),
        day: full_day(clock.today()),
        number: number.clone(),
    };
    let pdf = paper::print(CERTIFICATE, &sheet).await?;
    Ok(saved(pdf, &format!("attestation-{}", number.to_lowercase())))
}
