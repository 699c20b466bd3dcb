//! A school’s plan: four components, what is planned and what is done.

use super::queries::{self, Need, Noted, Plan};
use super::rules::{Balance, Part, balances};
use askama::Template;
use chrono::NaiveDate;
use cockpit::hours::hours;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Path as Of, PlaceId, Query};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "accompaniment/plan.html")]
struct PlanPage {
    plan: Plan,
    balances: [Balance; 4],
    need: Option<Need>,
    acts: Vec<Noted>,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn plan(
    db: Db,
    actor: Actor,
    Of(school): Of<PlaceId>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    page(&db, &actor, school, Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, school: PlaceId, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let mut conn = db.pool.acquire().await?;
    let plan = queries::plan(&mut *conn, actor, school, today).await?;
    let register = queries::register(&mut conn, std::slice::from_ref(&plan), today).await?;
    let refused = again.is_refused();
    let body = PlanPage {
        balances: balances(school, &plan.planned, &plan.by_hand, &register),
        need: queries::needs(&mut *conn, &[school], today).await?.pop(),
        acts: queries::acts(&mut *conn, &plan).await?,
        plan,
        today,
        again,
    };
    let page = Page::new(format!("Accompagnement\u{a0}: {}", body.plan.name), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl PlanPage {
    fn parts() -> Vec<(String, String)> {
        Part::ALL.iter().map(|p| (p.name().to_owned(), p.french().to_owned())).collect()
    }

    fn part(name: &str) -> &'static str {
        Part::named(name).map_or("", Part::french)
    }

    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn hours(minutes: &i32) -> String {
        hours((*minutes).into())
    }

    /// In the field: « 6 », « 1,5 »; nothing while nothing is planned.
    fn planned(of: &Balance) -> String {
        match i32::try_from(of.planned) {
            Ok(0) | Err(_) => String::new(),
            Ok(minutes) => format!("{}", f64::from(minutes) / 60.0).replace('.', ","),
        }
    }
}
