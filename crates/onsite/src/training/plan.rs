//! The plan of each circonscription, and what became of it.

use super::opinions::percent;
use super::pages::Shown;
use super::queries::{self, Figures};
use super::rules;
use askama::Template;
use axum::response::{IntoResponse, Response};
use cockpit::at_hand;
use cockpit::hours::hours;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::year::school_year_of;
use kernel::{Activity, Actor, Answer, Form, Page, Query, see_other};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "training/plan.html")]
struct PlanPage {
    year: i16,
    all: Arc<Vec<Figures>>,
    again: Again,
}

pub(super) async fn plan(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    page(&db, &actor, Again::done(shown.fait.is_some())).await
}

async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let year = school_year_of(db.clock.today());
    let all = figures(db, actor).await?;
    let refused = again.is_refused();
    let page = Page::new("Plan de formation", &PlanPage { year, all, again })?;
    Ok(if refused { page.invalid() } else { page })
}

/// Of all circonscriptions, at hand while nothing of it has changed; of hers.
async fn figures(db: &Db, actor: &Actor) -> Result<Arc<Vec<Figures>>, sqlx::Error> {
    let today = db.clock.today();
    let found = async || queries::figures(&db.pool, actor, school_year_of(today), today).await;
    if actor.is_project() { at_hand::kept(db, found).await } else { Ok(Arc::new(found().await?)) }
}

impl PlanPage {
    fn hours(minutes: &i64) -> String {
        hours(*minutes)
    }

    fn planned(of: &Figures) -> String {
        of.planned
            .map_or_else(|| "plan pas encore dit".to_owned(), |m| format!("sur {} prévues", hours(m.into())))
    }

    fn typed_hours(of: &Figures) -> String {
        of.planned.map(|m| format!("{}", f64::from(m) / 60.0).replace('.', ",")).unwrap_or_default()
    }

    fn part(part: &i64, whole: &i64) -> String {
        percent(*part, *whole)
    }
}

pub(super) async fn say(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let today = db.clock.today();
    let year = school_year_of(today);
    let hers = figures(&db, &actor).await?;
    let of = hers.iter().find(|f| typed.of("circonscription") == f.circonscription.to_string());
    let decided = match of {
        Some(of) => rules::plan(&typed, today).map(|said| (of.circonscription, said)),
        None => Err(Why::not("Choisissez une circonscription que vous suivez.")),
    };
    let (circonscription, said) = match decided {
        Ok(decided) => decided,
        Err(why) => {
            db.record(Some(&actor), &Activity::TrainingRefused).await?;
            let form = format!("plan-{}", typed.of("circonscription"));
            return Ok(page(&db, &actor, Again::refused(form, typed, why)).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::say_plan(&mut tx, &actor, (circonscription, year), &said).await?;
    tx.record(&Activity::TrainingChanged { of: circonscription.0, what: "plan" }).await?;
    tx.commit().await?;
    Ok(see_other("/formations/plan?fait=oui"))
}
