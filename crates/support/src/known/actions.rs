//! A problem is said, changed, told on, over. The project only: the gate of each route.

use super::banners::Banners;
use super::pages;
use super::queries;
use super::rules::{self, Around};
use axum::Extension;
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Form, Path as Of, see_other};
use uuid::Uuid;

/// The pages of this node show it at once.
fn forget(banners: Option<Extension<Banners>>) {
    if let Some(Extension(banners)) = banners {
        banners.forget();
    }
}

async fn read(db: &Db, typed: &Typed) -> Answer<Result<rules::Said, Why>> {
    let places: Vec<Uuid> = queries::known_places(&db.pool).await?.into_iter().map(|p| p.0).collect();
    Ok(rules::said(typed, &Around { now: db.clock.now(), zone: db.clock.zone(), places: &places }))
}

pub(super) async fn say(
    db: Db,
    actor: Actor,
    banners: Option<Extension<Banners>>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let said = match read(&db, &typed).await? {
        Ok(said) => said,
        Err(why) => {
            db.record(Some(&actor), &Activity::HelpRefused).await?;
            let again = Again::refused(pages::FORM, typed, why);
            return Ok(pages::list_page(&db, Some(&actor), again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let problem = queries::say(&mut tx, &actor, &said).await?;
    tx.record(&Activity::ProblemChanged { problem, what: "said" }).await?;
    tx.commit().await?;
    forget(banners);
    Ok(see_other(&format!("/etat/{problem}?fait=oui")))
}

pub(super) async fn change(
    db: Db,
    actor: Actor,
    banners: Option<Extension<Banners>>,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let problem = queries::problem(&db.pool, Some(&actor), id).await?;
    let said = match read(&db, &typed).await? {
        Ok(said) => said,
        Err(why) => {
            db.record(Some(&actor), &Activity::HelpRefused).await?;
            let again = Again::refused(pages::FORM, typed, why);
            return Ok(pages::one_page(&db, Some(&actor), problem, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::change(&mut tx, &problem, &said).await?;
    tx.record(&Activity::ProblemChanged { problem: id, what: "changed" }).await?;
    tx.commit().await?;
    forget(banners);
    Ok(see_other(&format!("/etat/{id}?fait=oui")))
}

pub(super) async fn go_on(
    db: Db,
    actor: Actor,
    banners: Option<Extension<Banners>>,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let problem = queries::problem(&db.pool, Some(&actor), id).await?;
    let act = match rules::act(&typed, problem.ended_at.is_some(), db.clock.today()) {
        Ok(act) => act,
        Err(why) => {
            db.record(Some(&actor), &Activity::HelpRefused).await?;
            let again = Again::refused("suite", typed, why);
            return Ok(pages::one_page(&db, Some(&actor), problem, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::go_on(&mut tx, &actor, &problem, &act).await?;
    if let rules::Act::End { text, .. } = &act {
        crate::tickets::problem::over(&mut tx, &actor, id, text).await?;
    }
    tx.record(&Activity::ProblemChanged { problem: id, what: act.name() }).await?;
    tx.commit().await?;
    forget(banners);
    Ok(see_other(&format!("/etat/{id}?fait=oui")))
}
