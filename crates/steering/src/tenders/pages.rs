//! Both tenders side by side, and as a file.

use super::rules::{self, FIELDS, Mark, STEPS, Side};
use super::{calendar as ics, queries};
use askama::Template;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::Db;
use identity::App;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Error, Page, Query};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "tenders/calendar.html")]
struct CalendarPage {
    marks: Vec<Mark>,
    sister: String,
    warnings: Vec<String>,
    project: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn calendar(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    page(&db, &actor, Again::done(shown.fait.is_some())).await
}

async fn sister(db: &Db) -> Result<String, Error> {
    Ok(queries::sister(&db.pool).await?.unwrap_or_else(|| "ENT jumeau".to_owned()))
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let marks = queries::marks(&mut *db.pool.acquire().await?).await?;
    let body = CalendarPage {
        warnings: rules::warnings(&marks),
        marks,
        sister: sister(db).await?,
        project: actor.is_project(),
        today: db.clock.today(),
        again,
    };
    let page = Page::new("Calendrier des deux marchés", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

pub(super) async fn file(State(app): State<App>) -> Answer<Response> {
    let marks = queries::marks(&mut *app.db.pool.acquire().await?).await?;
    let name = sister(&app.db).await?;
    let text = ics::file(&marks, &name, app.settings.site(), app.db.clock.now());
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"marches.ics\""),
    ];
    Ok((headers, text).into_response())
}

/// What the project’s page says of them.
pub(crate) async fn warnings(db: &Db) -> Result<Vec<String>, Error> {
    let marks = queries::marks(&mut *db.pool.acquire().await?).await?;
    Ok(rules::warnings(&marks))
}

impl CalendarPage {
    fn steps() -> [(&'static str, &'static str); 6] {
        STEPS
    }

    /// « 31 août 2028 », of one side.
    fn days(&self, side: &str, step: &str) -> String {
        let side = Side::named(side);
        let days = self.marks.iter().filter(|m| m.side == side && m.step == step).map(|m| full_day(m.day));
        let days: Vec<_> = days.collect();
        if days.is_empty() { "—".to_owned() } else { days.join(", ") }
    }

    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn whose(&self, mark: &Mark) -> &str {
        if mark.side == Side::Ours { "Notre marché" } else { &self.sister }
    }

    fn is_past(&self, mark: &Mark) -> bool {
        mark.day < self.today
    }

    /// A date field with what was said before.
    fn field(&self, field: &str) -> kernel::fields::Field {
        let (side, step) = FIELDS.iter().find(|f| f.0 == field).map_or((Side::Ours, ""), |f| (f.1, f.2));
        let label = STEPS.iter().find(|s| s.0 == step).map_or("", |s| s.1);
        let day = self.marks.iter().find(|m| m.key == format!("{}-{step}", side.name())).map(|m| m.day);
        let shown = self.again.date("dates", field, label).optional();
        // What was taken away in the form stays away when it comes again.
        match day.filter(|_| !self.again.is_at("dates")) {
            Some(day) => shown.or(day),
            None => shown,
        }
    }
}
