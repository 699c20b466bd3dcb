//! The table, for everybody; with what the nights did, for the project.

use super::queries::{self, Run};
use super::{RULES, Rule};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use kernel::clock::french_day;
use kernel::{Answer, Page};

#[derive(Template)]
#[template(path = "retention/privacy.html")]
struct Privacy {
    rules: &'static [Rule],
}

pub(super) async fn privacy() -> Answer<Page> {
    Page::new("Vos données", &Privacy { rules: RULES })
}

#[derive(Template)]
#[template(path = "retention/kept.html")]
struct Kept {
    rules: &'static [Rule],
    runs: Vec<Run>,
    last: Option<String>,
}

impl Kept {
    fn day(day: &NaiveDate) -> String {
        french_day(*day)
    }
}

pub(super) async fn kept(db: Db) -> Answer<Page> {
    let runs = queries::latest(&db.pool, db.clock.today()).await?;
    let last = queries::last_night(&db.pool).await?.map(|at| db.clock.spoken(at));
    Page::new("Conservation", &Kept { rules: RULES, runs, last })
}
