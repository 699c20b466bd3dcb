//! The offers, and who has which.

use super::queries::{self, Bundle, Grant};
use super::rules::{self, Commitment};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::services::{SERVICES, Service};
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::year::school_year_of;
use kernel::{Answer, Page, Query};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "bundles/list.html")]
struct ListPage {
    bundles: Vec<Bundle>,
    grants: Vec<Grant>,
    commitments: Vec<Commitment>,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn list(db: Db, Query(asked): Query<Asked>) -> Answer<Page> {
    page(&db, Again::done(asked.fait.is_some())).await
}

pub(super) async fn page(db: &Db, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let refused = again.is_refused();
    let body = ListPage {
        bundles: queries::bundles(&db.pool).await?,
        grants: queries::grants(&db.pool, today).await?,
        commitments: queries::commitments(&db.pool, today).await?,
        today,
        again,
    };
    let page = Page::new("Offres de services", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn year(year: &i16) -> String {
        rules::year(*year)
    }

    fn kind(name: &str) -> &'static str {
        rules::kind(name)
    }

    fn services(bundle: &Bundle) -> String {
        let words: Vec<_> =
            bundle.services.iter().filter_map(|s| Service::named(s)).map(Service::french).collect();
        words.join(", ")
    }

    fn all_services() -> [(&'static str, &'static str); SERVICES.len()] {
        SERVICES.map(|s| (s.1, s.2))
    }

    fn kinds() -> Vec<(String, String)> {
        rules::KINDS.map(|(name, words)| (name.to_owned(), words.to_owned())).to_vec()
    }

    fn options(&self) -> Vec<(String, String)> {
        let words = |b: &Bundle| format!("{} ({})", b.name, rules::kind(&b.kind).to_lowercase());
        self.bundles.iter().map(|b| (b.id.to_string(), words(b))).collect()
    }

    fn paid(&self) -> Vec<(String, String)> {
        self.commitments.iter().map(|c| (c.id.to_string(), c.words.clone())).collect()
    }

    fn years(&self) -> Vec<(String, String)> {
        let this = school_year_of(self.today);
        [this, this + 1].map(|y| (rules::year(y), rules::year(y))).to_vec()
    }

    fn this_year(&self) -> String {
        rules::year(school_year_of(self.today))
    }

    fn first_day(&self) -> String {
        rules::days(school_year_of(self.today)).0.to_string()
    }

    fn last_day(&self) -> String {
        rules::days(school_year_of(self.today)).1.to_string()
    }

    fn chosen(&self, service: &str) -> bool {
        self.again.chose("offre", "services", service)
    }

    /// What it is today: words and colour.
    fn stands(&self, grant: &Grant) -> (&'static str, &'static str) {
        match (grant.from > self.today, grant.until < self.today) {
            (true, _) => ("à venir", "sky"),
            (_, true) => ("finie", "brick"),
            _ if grant.until <= self.today + rules::WARNED => ("finit bientôt", "sun"),
            _ => ("en cours", "meadow"),
        }
    }

    fn is_over(grant: &Grant) -> bool {
        grant.known > i64::from(grant.classes)
    }
}
