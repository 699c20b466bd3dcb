//! The agenda, or the minutes once they are written, as a PDF to send and to keep.

use super::agenda;
use super::queries::{self, Action, Decision, Meeting};
use super::rules::College;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use identity::App;
use identity::steering::full_day;
use kernel::{Answer, Path as Of};
use paper::Template;
use serde::Serialize;
use uuid::Uuid;

const MINUTES: Template = Template(include_str!("../../templates/governance/minutes.typ"));

#[derive(Serialize)]
struct Sheet {
    title: String,
    project: String,
    body: String,
    held: bool,
    day: String,
    place: String,
    /// College, then « name, capacity » each; once it was held, who was there.
    present: Vec<(&'static str, Vec<String>)>,
    absent: Vec<String>,
    points: Vec<(String, Vec<String>)>,
    minutes: Vec<String>,
    decisions: Vec<Decided>,
    /// What, who, by when.
    actions: Vec<(String, String, String)>,
}

#[derive(Serialize)]
struct Decided {
    number: String,
    text: String,
    state: String,
    voices: Vec<String>,
}

pub(super) async fn document(State(app): State<App>, Of(id): Of<Uuid>) -> Answer<Response> {
    let meeting = queries::meeting(&app.db.pool, id).await?;
    let sheet = sheet(&app, &meeting).await?;
    let pdf = paper::print(MINUTES, &sheet).await?;
    let name = if sheet.held { "compte-rendu" } else { "ordre-du-jour" };
    let saved = format!("attachment; filename=\"{name}-{}.pdf\"", meeting.day);
    let headers =
        [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, saved)];
    Ok((headers, pdf).into_response())
}

async fn sheet(app: &App, meeting: &Meeting) -> Answer<Sheet> {
    let held = meeting.held.is_some();
    let what = if held { "Compte rendu" } else { "Ordre du jour" };
    let lines = |text: &str| text.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned).collect();
    let points = agenda::of(&app.db, meeting).await?;
    let decisions = queries::decisions(&app.db.pool, Some(meeting.id)).await?;
    let actions = queries::actions(&app.db.pool, Some(meeting.id)).await?;
    let called = |college| {
        let members = meeting.body.of(college).into_iter().filter(|m| !held || meeting.was_there(m.id));
        members.map(|m| format!("{}, {}", m.name, m.capacity)).collect::<Vec<_>>()
    };
    let absent = meeting.body.members.iter().filter(|m| held && !meeting.was_there(m.id));
    Ok(Sheet {
        title: format!("{what}\u{a0}: {}, {}", meeting.body.name, full_day(meeting.day)),
        project: app.settings.project.clone(),
        body: meeting.body.name.clone(),
        held,
        day: full_day(meeting.day),
        place: meeting.place.clone(),
        present: College::all().map(|c| (c.french(), called(c))).filter(|(_, who)| !who.is_empty()).collect(),
        absent: absent.map(|m| m.name.clone()).collect(),
        points: points.iter().map(|p| (p.title.clone(), lines(&p.detail))).collect(),
        minutes: lines(&meeting.minutes),
        decisions: decisions.iter().map(decided).collect(),
        actions: actions.into_iter().map(given).collect(),
    })
}

/// What it became is said with it.
fn given(action: Action) -> (String, String, String) {
    let became = action.became.map(|b| format!(" ({})", b.said())).unwrap_or_default();
    (format!("{}{became}", action.text), action.owner, full_day(action.due))
}

fn decided(decision: &Decision) -> Decided {
    let voices = decision.voices.iter().map(|v| {
        let word = if v.agrees { "d’accord" } else { "contre" };
        let note = if v.note.is_empty() { String::new() } else { format!(" ({})", v.note) };
        format!("{}\u{a0}: {word}, {}{note}", v.college.french(), v.member)
    });
    Decided {
        number: decision.number.clone(),
        text: decision.text.clone(),
        state: decision.state().french(),
        voices: voices.collect(),
    }
}
