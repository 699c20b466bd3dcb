//! A change of the card is proposed, each college says, or it is given up.

use super::queries;
use super::{page, rules};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Form, Path as Of, see_other};
use uuid::Uuid;

const NO_BODY: &str =
    "Aucun comité stratégique n’existe\u{a0}: les voix s’y donnent. Créez-le dans Gouvernance.";
const NO_MORE: &str = "Cette proposition n’attend plus.";

async fn refused(db: &Db, actor: &Actor, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::GovernanceRefused).await?;
    Ok(page::page(db, actor, again).await?.into_response())
}

fn back() -> Response {
    see_other("/gouvernance/carte?fait=oui")
}

pub(super) async fn propose(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let today = db.clock.today();
    let parties = queries::parties(&db.pool).await?;
    let all: Vec<Uuid> = parties.iter().map(|p| p.id).collect();
    let carriers: Vec<Uuid> = parties.iter().filter(|p| p.may_carry).map(|p| p.id).collect();
    let now = queries::in_force(queries::said(&db.pool).await?, &parties);
    let decided = match queries::strategic(&db.pool, today).await? {
        None => Err(Why::not(NO_BODY)),
        Some(body) => rules::proposes(&actor, &body)
            .and_then(|()| rules::new(&typed, (&carriers, &all), now.as_ref(), today)),
    };
    let new = match decided {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, Again::refused("carte", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let Some(change) = queries::propose(&mut tx, &actor, &new).await? else {
        drop(tx);
        let why = Why::not("Une proposition attend déjà\u{a0}: répondez-y, ou abandonnez-la d’abord.");
        return refused(&db, &actor, Again::refused("carte", typed, why)).await;
    };
    tx.record(&Activity::CardChanged { change, what: "proposed" }).await?;
    tx.commit().await?;
    Ok(back())
}

pub(super) async fn say(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let change = queries::change(&db.pool, id).await?;
    let today = db.clock.today();
    let body = queries::strategic(&db.pool, today).await?;
    let decided = match &body {
        None => Err(Why::not(NO_BODY)),
        Some(body) => rules::voice(&actor, body, &typed, today),
    };
    let form = format!("accord{}", typed.of("college"));
    let (member, agrees, note) = match decided {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, Again::refused(form, typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let Some(applied) = queries::say(&mut tx, &actor, change.id, member, (agrees, &note)).await? else {
        drop(tx);
        return refused(&db, &actor, Again::refused(form, typed, Why::not(NO_MORE))).await;
    };
    let what = match (applied, agrees) {
        (true, _) => "applied",
        (false, true) => "agreed",
        (false, false) => "opposed",
    };
    tx.record(&Activity::CardChanged { change: change.id, what }).await?;
    tx.commit().await?;
    Ok(back())
}

pub(super) async fn drop_it(db: Db, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let change = queries::change(&db.pool, id).await?;
    let decided = match queries::strategic(&db.pool, db.clock.today()).await? {
        None => Err(Why::not(NO_BODY)),
        Some(body) => rules::proposes(&actor, &body),
    };
    if let Err(why) = decided {
        return refused(&db, &actor, Again::refused("abandon", Typed::default(), why)).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    if !queries::drop_it(&mut tx, &change).await? {
        drop(tx);
        return refused(&db, &actor, Again::refused("abandon", Typed::default(), Why::not(NO_MORE))).await;
    }
    tx.record(&Activity::CardChanged { change: change.id, what: "dropped" }).await?;
    tx.commit().await?;
    Ok(back())
}
