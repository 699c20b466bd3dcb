//! A statement as a PDF: a page for each commune, to send with its call for funds.

use super::queries;
use super::rules::euros;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use identity::App;
use identity::steering::full_day;
use kernel::{Actor, Answer, Path as Of};
use paper::Template;
use serde::Serialize;
use uuid::Uuid;

const STATEMENT: Template = Template(include_str!("../../templates/money/statement.typ"));

#[derive(Serialize)]
struct Sheet {
    title: String,
    project: String,
    year: String,
    day: String,
    total: String,
    grants: String,
    rest: String,
    key: &'static str,
    unit: &'static str,
    /// Commune, basis, amount.
    lines: Vec<(String, String, String)>,
}

pub(super) async fn document(State(app): State<App>, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let split = queries::statement(&app.db.pool, &actor, id).await?;
    let lines =
        split.lines.iter().map(|(name, basis, cents)| (name.clone(), basis.to_string(), euros(*cents)));
    let sheet = Sheet {
        title: split.title.clone(),
        project: app.settings.project.clone(),
        year: format!("{}-{}", split.year, split.year + 1),
        day: full_day(app.db.clock.day_of(split.at)),
        total: euros(split.total),
        grants: euros(split.grants),
        rest: euros(split.total - split.grants),
        key: split.key.french(),
        unit: split.key.unit(),
        lines: lines.collect(),
    };
    let pdf = paper::print(STATEMENT, &sheet).await?;
    let saved = format!("attachment; filename=\"appel-de-fonds-{}.pdf\"", split.year);
    let headers =
        [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, saved)];
    Ok((headers, pdf).into_response())
}
