//! A practice is written, proposed, published, featured, withdrawn.

use super::pages::{self, Asked};
use super::queries;
use super::rules::{self, State};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Form, Path as Of, see_other};
use uuid::Uuid;

fn back(practice: Uuid) -> Response {
    see_other(&format!("/pratiques/{practice}?fait=oui"))
}

pub(super) async fn write(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    actor.may_send_now()?;
    let said = match rules::said(&typed, db.clock.today()) {
        Ok(said) => said,
        Err(why) => {
            db.record(Some(&actor), &Activity::OnSiteRefused).await?;
            let again = Again::refused("pratique", typed, why);
            return Ok(pages::list_page(&db, &actor, Asked::default(), again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let practice = queries::write(&mut tx, &actor, &said).await?;
    tx.record(&Activity::PracticeChanged { practice, what: "written" }).await?;
    tx.commit().await?;
    Ok(back(practice))
}

pub(super) async fn rewrite(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = db.clock.today();
    let practice = queries::practice(&db.pool, &actor, id, today).await?;
    let decided = match (practice.hers, practice.state) {
        (true, State::Draft) => rules::said(&typed, today),
        (true, _) => Err(Why::not("Elle est proposée\u{a0}: demandez qu’elle vous soit renvoyée.")),
        (false, _) => Err(Why::not("Cette pratique n’est pas à vous.")),
    };
    let said = match decided {
        Ok(said) => said,
        Err(why) => {
            db.record(Some(&actor), &Activity::OnSiteRefused).await?;
            return Ok(
                pages::one_page(&db, practice, Again::refused("pratique", typed, why))?.into_response()
            );
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::rewrite(&mut tx, &practice, &said).await?;
    tx.record(&Activity::PracticeChanged { practice: id, what: "rewritten" }).await?;
    tx.commit().await?;
    Ok(back(id))
}

pub(super) async fn go_on(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    queries::reader(&actor)?;
    actor.may_send_now()?;
    let today = db.clock.today();
    let practice = queries::practice(&db.pool, &actor, id, today).await?;
    let act = match rules::act(&typed, practice.state, (practice.hers, practice.publishes), today) {
        Ok(act) => act,
        Err(why) => {
            db.record(Some(&actor), &Activity::OnSiteRefused).await?;
            return Ok(pages::one_page(&db, practice, Again::refused("suite", typed, why))?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::go_on(&mut tx, &actor, &practice, &act).await?;
    tx.record(&Activity::PracticeChanged { practice: id, what: act.name() }).await?;
    tx.commit().await?;
    Ok(if act == rules::Act::Withdraw { see_other("/pratiques") } else { back(id) })
}
