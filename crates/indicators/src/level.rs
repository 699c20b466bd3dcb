//! What the national level reads (domain row 10): how many accounts, weeks and acts, by profile and service, of the whole
//! project. No school, no commune, no count of people below five.

use super::at_hand;
use super::queries::read::{self, Scope, Taken};
use super::sections::{Section, uses};
use super::series::weeks;
use super::words;
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{Days, NaiveDate};
use cockpit::sheet::{self, Cell, Sheet, chain, people};
use database::Db;
use identity::App;
use identity::steering::full_day;
use kernel::{Answer, Error, Page};
use std::sync::Arc;

/// 53 weeks, as on the project’s own page.
const YEAR: u64 = 371;

#[derive(Template)]
#[template(path = "indicators/level.html")]
struct Level {
    project: String,
    /// « compté le 3 octobre 2026 »; nothing yet.
    day: Option<String>,
    sections: Arc<Vec<Section>>,
}

pub(super) async fn show(State(app): State<App>) -> Answer<Page> {
    let taken = read::taken(&app.db.pool).await?;
    let sections = match &taken {
        Some(taken) => at_hand::of_project(&app.db, taken, async || sections(&app.db, taken).await).await?,
        None => Arc::default(),
    };
    let project = app.settings.project.clone();
    let body = Level { project, day: taken.map(|t| full_day(t.day)), sections };
    Page::new("Niveau national", &body)
}

/// As the project sees its own, without what lies in it.
async fn sections(db: &Db, taken: &Taken) -> Result<Vec<Section>, Error> {
    let all = Scope::project();
    let since = since(taken);
    Ok(vec![
        Section::new("comptes", "Comptes par profil", words::ACCOUNTS, accounts(db, taken).await?),
        weeks(&all, &read::weeks(&db.pool, &all, since).await?),
        uses(&all, &read::services(&db.pool, &all, taken.month).await?),
    ])
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

/// For a file, a line each: by profile; by week and profile; by month, service and profile.
async fn sheets(db: &Db, taken: &Taken) -> Result<Vec<Sheet>, Error> {
    let all = Scope::project();
    let weeks = read::weeks(&db.pool, &all, since(taken)).await?.into_iter().map(|w| {
        let mut row = vec![Cell::text(w.week.to_string()), Cell::text(words::profile(&w.profile))];
        row.extend(chain(false, &[w.potential, w.active]));
        row
    });
    let services = read::services_since(&db.pool, &all, since(taken)).await?;
    let services = services.into_iter().map(|(month, s)| {
        let service = words::services().find(|(key, _)| *key == s.service).map_or("", |w| w.1);
        let month = Cell::text(month.format("%Y-%m").to_string());
        vec![Cell::text(service), Cell::text(words::profile(&s.profile)), month, people(false, s.acts)]
    });
    Ok(vec![
        accounts(db, taken).await?,
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

async fn accounts(db: &Db, taken: &Taken) -> Result<Sheet, Error> {
    let accounts = read::accounts(&db.pool, &Scope::project(), taken.month).await?;
    let rows = accounts.into_iter().filter(|a| a.band == "all").map(|a| {
        let mut row = vec![Cell::text(words::profile(&a.profile))];
        row.extend(chain(false, &[a.potential, a.created, a.activated, a.active]));
        row
    });
    let columns = vec!["Profil", "Comptes possibles", "Créés", "Activés", "Venus"];
    Ok(Sheet { name: "Comptes par profil", columns, rows: rows.collect() })
}

fn since(taken: &Taken) -> NaiveDate {
    taken.day.checked_sub_days(Days::new(YEAR)).unwrap_or(taken.day)
}
