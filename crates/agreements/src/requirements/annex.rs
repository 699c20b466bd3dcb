//! The annex of a tender: the dated version, and the grid that bidders fill in; as PDF, ODS or CSV.

use super::queries::{self, Catalogue, Requirement};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use cockpit::sheet::{Cell, MEDIA_TYPE, Sheet, csv, workbook};
use identity::App;
use identity::steering::full_day;
use kernel::{Answer, Error, Path as Of};
use paper::Template;
use serde::Serialize;
use uuid::Uuid;

const ANNEX: Template = Template(include_str!("../../templates/requirements/annex.typ"));

#[derive(Serialize)]
struct Printed {
    title: String,
    project: String,
    version: String,
    source: String,
    source_day: String,
    /// « figée le 3 octobre 2026 », or that it is a draft.
    state: String,
    day: String,
    /// Code, family, level, text.
    items: Vec<[String; 4]>,
}

pub(super) async fn annex(State(app): State<App>, Of((id, format)): Of<(Uuid, String)>) -> Answer<Response> {
    let catalogue = queries::catalogue(&app.db.pool, id).await?;
    let mut items = queries::items(&app.db.pool, Some(id), None).await?;
    items.retain(|r| r.accepted == Some(true));
    let title = format!("{} ({})", catalogue.said(), state(&app, &catalogue));
    let (kind, bytes) = match format.as_str() {
        "pdf" => ("application/pdf", paper::print(ANNEX, &printed(&app, &catalogue, &items)).await?),
        "ods" => (MEDIA_TYPE, workbook(&title, &[sheet(&items)])?),
        "csv" => ("text/csv; charset=utf-8", csv(&title, &[sheet(&items)]).into_bytes()),
        _ => return Err(Error::NotFound),
    };
    let saved = format!("attachment; filename=\"annexe-exigences.{format}\"");
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, saved)], bytes)
        .into_response())
}

fn state(app: &App, catalogue: &Catalogue) -> String {
    match catalogue.frozen_at {
        Some(at) => format!("figée le {}", full_day(app.db.clock.day_of(at))),
        None => "projet, non figé".to_owned(),
    }
}

fn printed(app: &App, catalogue: &Catalogue, items: &[Requirement]) -> Printed {
    Printed {
        title: catalogue.title.clone(),
        project: app.settings.project.clone(),
        version: catalogue.version.clone(),
        source: catalogue.source.clone(),
        source_day: full_day(catalogue.source_day),
        state: state(app, catalogue),
        day: full_day(app.db.clock.today()),
        items: items
            .iter()
            .map(|r| {
                [r.code.clone(), r.family.french().to_owned(), r.level.french().to_owned(), r.text.clone()]
            })
            .collect(),
    }
}

/// The two last columns are the bidder’s.
fn sheet(items: &[Requirement]) -> Sheet {
    let columns = vec!["Code", "Famille", "Niveau", "Ce qui est demandé", "Réponse", "Commentaire"];
    let row = |r: &Requirement| {
        [r.code.as_str(), r.family.french(), r.level.french(), r.text.as_str(), "", ""]
            .map(Cell::text)
            .to_vec()
    };
    Sheet { name: "Grille de réponse", columns, rows: items.iter().map(row).collect() }
}
