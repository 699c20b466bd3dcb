//! The convention as a PDF to sign and to keep: its parties, its clauses, its annexes, its amendments.

use super::queries::{self, Convention};
use super::{clauses, rules};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use identity::App;
use identity::steering::full_day;
use kernel::{Actor, Answer, Path as Of};
use paper::Template;
use serde::Serialize;
use uuid::Uuid;

const CONVENTION: Template = Template(include_str!("../../templates/conventions/convention.typ"));

/// Name, number, commune.
type School = (String, String, String);

#[derive(Serialize)]
struct Sheet {
    title: String,
    project: String,
    object: Vec<String>,
    brings: Vec<String>,
    from: String,
    last: String,
    ended: Option<String>,
    parties: Vec<Signing>,
    /// Theme, title, paragraphs.
    clauses: Vec<(&'static str, String, Vec<String>)>,
    /// « 2026-2027 », then its schools.
    annexes: Vec<(String, Vec<School>)>,
    amendments: Vec<(i16, String)>,
}

#[derive(Serialize)]
struct Signing {
    side: &'static str,
    name: String,
    signatory: String,
    /// « Jeanne Roche, le 3 septembre 2026 ».
    signed: Option<String>,
}

pub(super) async fn document(State(app): State<App>, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let convention = queries::find(&app.db.pool, &actor, id).await?;
    let pdf = paper::print(CONVENTION, &sheet(&app, &convention)).await?;
    // A reference is typed by people: it names no file.
    let saved = format!("attachment; filename=\"convention-{}.pdf\"", convention.from);
    let headers =
        [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, saved)];
    Ok((headers, pdf).into_response())
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned).collect()
}

fn sheet(app: &App, convention: &Convention) -> Sheet {
    let parties = convention.parties.iter().map(|p| Signing {
        side: rules::side(&p.side),
        name: p.name.clone(),
        signatory: p.signatory.clone(),
        signed: p.signed_on.map(|day| format!("{}, le {}", p.signed_by, full_day(day))),
    });
    let annexes = convention.annexes.iter().map(|a| {
        let schools = a.schools.iter().map(|s| (s.name.clone(), s.uai.clone(), s.commune.clone()));
        (rules::year(a.year), schools.collect())
    });
    let amendments = convention.amendments.iter().map(|a| {
        let until = a.until.map(|d| format!(" Nouveau terme\u{a0}: {}.", full_day(d))).unwrap_or_default();
        (a.number, format!("{}{until} Signé le {}.", a.object, full_day(a.signed_on)))
    });
    Sheet {
        title: format!("Convention {}", convention.reference),
        project: app.settings.project.clone(),
        object: paragraphs(&convention.object),
        brings: paragraphs(&convention.brings),
        from: full_day(convention.from),
        last: full_day(convention.last),
        ended: convention.ended_on.map(|day| format!("{}\u{a0}: {}", full_day(day), convention.end_reason)),
        parties: parties.collect(),
        clauses: convention
            .clauses
            .iter()
            .map(|c| (clauses::theme(&c.theme), c.title.clone(), paragraphs(&c.body)))
            .collect(),
        annexes: annexes.collect(),
        amendments: amendments.collect(),
    }
}
