//! A circonscription’s page of support: who supports it, what was done, the figures to show in a meeting.

use super::queries::{self, Act, Backing, Circonscription};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Path as Of, PlaceId, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "backing/show.html")]
struct ShowPage {
    of: Circonscription,
    backings: Vec<Backing>,
    acts: Vec<Act>,
    functions: Vec<(Uuid, String)>,
    project: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn show(
    db: Db,
    actor: Actor,
    Of(id): Of<PlaceId>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let of = queries::circonscription(&db.pool, &actor, id, db.clock.today()).await?;
    page(&db, &actor, of, Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, of: Circonscription, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let refused = again.is_refused();
    let project = actor.is_project();
    let title = format!("Appui numérique\u{a0}: {}", of.name);
    let body = ShowPage {
        backings: queries::backings(&db.pool, &of, today).await?,
        acts: queries::acts(&db.pool, &of).await?,
        functions: if project { queries::functions(&db.pool, today).await? } else { Vec::new() },
        of,
        project,
        today,
        again,
    };
    let page = Page::new(title, &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ShowPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn options(&self) -> Vec<(String, String)> {
        self.functions.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
    }
}
