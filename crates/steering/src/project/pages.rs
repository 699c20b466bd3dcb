//! The project’s page, and the form that describes it.

use super::queries;
use super::rules::{LEVELS, Said};
use askama::Template;
use database::Db;
use identity::openings;
use identity::steering::full_day;
use kernel::{Answer, FieldErrors, Page, Query};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "project/project.html")]
struct ProjectPage {
    typed: Said,
    /// « le 1er septembre 2026, par Basile Oger ».
    last: Option<String>,
    gated: bool,
    /// Reminders of contacts whose day is over.
    late: i64,
    /// Where our market and the sister’s part.
    apart: Vec<String>,
    opening: Option<String>,
    errors: FieldErrors,
    done: bool,
}

impl ProjectPage {
    fn levels() -> [(&'static str, &'static str); 2] {
        LEVELS
    }

    /// As long as nobody says more, to CM2.
    fn reaches(&self, level: &str) -> bool {
        let said = if self.typed.niveaux.is_empty() { LEVELS[0].0 } else { self.typed.niveaux.as_str() };
        said == level
    }
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

pub(super) async fn project(db: Db, Query(shown): Query<Shown>) -> Answer<Page> {
    page(&db, None, FieldErrors::default(), shown.fait.is_some()).await
}

/// With what was typed when it was refused.
pub(super) async fn page(db: &Db, typed: Option<Said>, errors: FieldErrors, done: bool) -> Answer<Page> {
    let project = queries::project(&db.pool).await?;
    let rule = openings::rule(&db.pool).await?;
    let said = |by: &Option<String>, at| {
        let by = by.as_ref().map(|name| format!(", par {name}")).unwrap_or_default();
        format!("le {}{by}", full_day(db.clock.day_of(at)))
    };
    let last = project.as_ref().map(|p| said(&p.by, p.at));
    let opening = rule.as_ref().map(|r| said(&r.by, r.at));
    let gated = rule.is_some_and(|r| r.gated);
    let typed = typed.or(project.map(|p| p.said)).unwrap_or_default();
    let refused = !errors.is_empty();
    let late = crate::contact_log::late(&db.pool, db.clock.today()).await?;
    let apart = crate::tenders::warnings(db).await?;
    let body = ProjectPage { typed, last, gated, late, apart, opening, errors, done };
    let page = Page::new("Le projet", &body)?;
    Ok(if refused { page.invalid() } else { page })
}
