//! All campaigns.

use super::queries::{self, Summary};
use super::rules::Moment;
use crate::money::euros;
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page};

#[derive(Template)]
#[template(path = "purchases/list.html")]
struct ListPage {
    campaigns: Vec<Summary>,
    project: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor) -> Answer<Page> {
    page(&db, &actor, Again::default()).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let body = ListPage {
        campaigns: queries::campaigns(&db.pool).await?,
        project: actor.is_project(),
        today: db.clock.today(),
        again,
    };
    let page = Page::new("Achats groupés", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn moment(&self, summary: &Summary) -> Moment {
        Moment::of(&summary.campaign, self.today)
    }

    fn euros(cents: &i64) -> String {
        euros(*cents)
    }
}
