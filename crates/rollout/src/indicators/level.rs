//! What the national level reads (domain row 10): how many accounts, weeks and acts, by profile and service, of the whole
//! project. No school, no commune, no count of people below five.

use super::hide::{Cell, chain, people};
use super::queries::read::{self, Scope, Taken};
use super::sheet::{self, Sheet};
use super::words;
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{Days, NaiveDate};
use database::Db;
use identity::App;
use identity::steering::full_day;
use kernel::{Answer, Error, Page};
use std::sync::Arc;

/// Half a year of weeks.
const WEEKS: u64 = 26 * 7;

#[derive(Template)]
#[template(path = "indicators/level.html")]
struct Level {
    project: String,
    /// « compté le 3 octobre 2026 »; nothing yet.
    day: Option<String>,
    /// Id, what it counts and where it comes from, the table.
    parts: Vec<(&'static str, (&'static str, &'static str), Sheet)>,
}

pub(super) async fn show(State(app): State<App>) -> Answer<Page> {
    let taken = read::taken(&app.db.pool).await?;
    let about = [("comptes", words::ACCOUNTS), ("semaines", words::WEEKS), ("services", words::USES)];
    let sheets = match &taken {
        Some(taken) => sheets(&app.db, taken).await?,
        None => Vec::new(),
    };
    let body = Level {
        project: app.settings.project.clone(),
        day: taken.map(|t| full_day(t.day)),
        parts: about.into_iter().zip(sheets).map(|((id, about), sheet)| (id, about, sheet)).collect(),
    };
    Page::new("Niveau national", &body)
}

pub(super) async fn export(db: Db, State(settings): State<Arc<identity::Settings>>) -> Answer<Response> {
    let taken = read::taken(&db.pool).await?.ok_or(Error::NotFound)?;
    let title = format!("{}, compté le {}", settings.project, full_day(taken.day));
    let file = sheet::csv(&title, &sheets(&db, &taken).await?);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"national-{}.csv\"", taken.day)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, file).into_response())
}

/// By profile; by week and profile; by month, service and profile.
async fn sheets(db: &Db, taken: &Taken) -> Result<Vec<Sheet>, Error> {
    let all = Scope::project();
    let accounts = read::accounts(&db.pool, &all, taken.month).await?;
    let accounts = accounts.into_iter().filter(|a| a.band == "all").map(|a| {
        let mut row = vec![Cell::text(words::profile(&a.profile))];
        row.extend(chain(false, &[a.potential, a.created, a.activated, a.active]));
        row
    });
    let since = taken.day.checked_sub_days(Days::new(WEEKS)).unwrap_or(taken.day);
    let weeks = read::weeks(&db.pool, &all, since).await?.into_iter().map(|w| {
        let mut row = vec![Cell::text(monday(w.week)), Cell::text(words::profile(&w.profile))];
        row.extend(chain(false, &[w.potential, w.active]));
        row
    });
    let month = taken.month.format("%Y-%m").to_string();
    let services = read::services(&db.pool, &all, taken.month).await?.into_iter().map(|s| {
        let service = words::services().find(|(key, _)| *key == s.service).map_or("", |w| w.1);
        vec![
            Cell::text(service),
            Cell::text(words::profile(&s.profile)),
            Cell::text(month.clone()),
            people(false, s.acts),
        ]
    });
    Ok(vec![
        Sheet {
            name: "Comptes par profil",
            columns: vec!["Profil", "Comptes possibles", "Créés", "Activés", "Venus"],
            rows: accounts.collect(),
        },
        Sheet {
            name: "Venus par semaine",
            columns: vec!["Semaine du", "Profil", "Comptes possibles", "Venus"],
            rows: weeks.collect(),
        },
        Sheet {
            name: "Actes par service",
            columns: vec!["Service", "Profil", "Mois", "Actes"],
            rows: services.collect(),
        },
    ])
}

fn monday(week: NaiveDate) -> String {
    week.format("%Y-%m-%d").to_string()
}
