//! All conventions that one may read, and which come to their end.

use super::queries::{self, Line};
use super::rules::{self, Warning};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::year::school_year_of;
use kernel::{Actor, Answer, Page, Query};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Asked {
    pub fait: Option<String>,
}

#[derive(Template)]
#[template(path = "conventions/list.html")]
struct ListPage {
    conventions: Vec<Line>,
    /// In force and near their end.
    ending: usize,
    holding: usize,
    covered: i64,
    year: String,
    first_day: NaiveDate,
    today: NaiveDate,
    keeps: bool,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    page(&db, &actor, Again::done(asked.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let conventions = queries::lines(&db.pool, actor, today).await?;
    let holding: Vec<_> = conventions.iter().filter(|c| c.holds(today)).collect();
    let refused = again.is_refused();
    let body = ListPage {
        ending: holding.iter().filter(|c| Warning::of(c.last, today).is_some()).count(),
        covered: holding.iter().filter_map(|c| c.schools).sum(),
        holding: holding.len(),
        year: rules::year(school_year_of(today)),
        first_day: rules::first_day(today),
        today,
        keeps: rules::keeps(actor).is_ok(),
        conventions,
        again,
    };
    let page = Page::new("Conventions", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn natures() -> Vec<(String, String)> {
        [("schools", "Pour des écoles"), ("partner", "Avec un partenaire sans comptes")]
            .map(|(key, words)| (key.to_owned(), words.to_owned()))
            .to_vec()
    }

    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    /// Its state, and its colour.
    fn state(&self, line: &Line) -> (String, &'static str) {
        if line.ended && line.last < self.today {
            return ("a pris fin".to_owned(), "");
        }
        if !line.is_signed() {
            return (format!("à signer\u{a0}: {} sur {}", line.signed, line.parties), "sun");
        }
        match Warning::of(line.last, self.today) {
            Some(warning) => (warning.french(), warning.colour()),
            None if self.today < line.from => ("signée, à venir".to_owned(), "sky"),
            None => ("en vigueur".to_owned(), "meadow"),
        }
    }

    fn lacks_annex(&self, line: &Line) -> bool {
        line.with_schools && line.holds(self.today) && line.schools.is_none()
    }
}
