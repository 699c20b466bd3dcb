//! All advantages, with what was seen of each.

use super::queries::{self, Benefit, Pooled};
use crate::money::euros;
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
#[template(path = "benefits/list.html")]
struct ListPage {
    benefits: Vec<Benefit>,
    pooled: Vec<Pooled>,
    project: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    page(&db, &actor, Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let body = ListPage {
        benefits: queries::benefits(&db.pool).await?,
        pooled: queries::pooled(&db.pool, actor).await?,
        project: actor.is_project(),
        today: db.clock.today(),
        again,
    };
    let page = Page::new("Ce que la mise en commun apporte", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn euros(cents: &i64) -> String {
        euros(*cents)
    }

    fn saved(&self) -> Option<String> {
        let all: i64 = self.benefits.iter().flat_map(|b| &b.facts).filter_map(|f| f.saved).sum();
        (all > 0).then(|| euros(all))
    }

    fn seen(&self) -> usize {
        self.benefits.iter().filter(|b| !b.facts.is_empty()).count()
    }

    fn form(what: &str, of: &Uuid) -> String {
        format!("{what}-{of}")
    }
}
