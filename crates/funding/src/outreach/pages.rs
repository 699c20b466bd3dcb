//! The plan.

use super::queries::{self, Act};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "outreach/list.html")]
struct ListPage {
    inside: Vec<Act>,
    outside: Vec<Act>,
    project: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    page(&db, &actor, Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let (inside, outside) = queries::acts(&db.pool, None).await?.into_iter().partition(|a| a.inside);
    let body = ListPage { inside, outside, project: actor.is_project(), today: db.clock.today(), again };
    let page = Page::new("Plan de mobilisation", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    /// Who works in it, then all others.
    fn sides(&self) -> [(&'static str, &'static str, &[Act]); 2] {
        [
            ("interne", "Dans les écoles et les services", &self.inside),
            ("externe", "Autour\u{a0}: familles, élus, partenaires", &self.outside),
        ]
    }

    fn where_to() -> Vec<(String, String)> {
        [("interne", "dans les écoles et les services"), ("externe", "autour")]
            .map(|(name, words)| (name.to_owned(), words.to_owned()))
            .to_vec()
    }

    fn is_late(&self, act: &Act) -> bool {
        act.done_on.is_none() && act.day < self.today
    }

    fn form(what: &str, of: &Uuid) -> String {
        format!("{what}-{of}")
    }
}
