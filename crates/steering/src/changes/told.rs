//! What schools are told: what comes, and what came this last year.

use super::queries::{self, News};
use super::rules;
use askama::Template;
use chrono::{Months, NaiveDate};
use database::Db;
use identity::steering::full_day;
use kernel::{Answer, Page};

#[derive(Template)]
#[template(path = "changes/news.html")]
struct NewsPage {
    news: Vec<News>,
}

pub(super) async fn news(db: Db) -> Answer<Page> {
    let since = db.clock.today() - Months::new(12);
    Page::new("Ce qui change", &NewsPage { news: queries::news(&db.pool, since).await? })
}

impl NewsPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn kind(news: &News) -> &'static str {
        rules::words(&rules::KINDS, &news.kind)
    }
}
