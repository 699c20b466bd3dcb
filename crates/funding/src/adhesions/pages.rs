//! All communes, by wave.

use super::queries::{self, Adhesion};
use super::rules;
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
#[template(path = "adhesions/list.html")]
struct ListPage {
    adhesions: Vec<Adhesion>,
    /// How many are at each stage.
    counts: Vec<(&'static str, usize)>,
    places: Vec<(Uuid, String)>,
    project: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    page(&db, &actor, Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let project = actor.is_project();
    let adhesions = queries::adhesions(&db.pool).await?;
    let at = |stage: &str| adhesions.iter().filter(|a| a.stage == stage).count();
    let body = ListPage {
        counts: rules::STAGES.iter().map(|(name, words, _)| (*words, at(name))).collect(),
        places: if project { queries::places(&db.pool).await? } else { Vec::new() },
        adhesions,
        project,
        today: db.clock.today(),
        again,
    };
    let page = Page::new("Les communes", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn said(stage: &str) -> &'static str {
        rules::stage(stage).0
    }

    fn colour(stage: &str) -> &'static str {
        rules::stage(stage).1
    }

    fn next(adhesion: &Adhesion) -> Vec<(String, String)> {
        let next = rules::next(&adhesion.stage).into_iter();
        next.map(|(name, words)| (name.to_owned(), words.to_owned())).collect()
    }

    fn known(&self) -> Vec<(String, String)> {
        self.places.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
    }

    fn form(what: &str, of: &Uuid) -> String {
        format!("{what}-{of}")
    }
}
