//! The project opens a campaign, keeps its catalogue, closes its order book.

use super::{campaign, pages, queries, rules};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::Typed;
use kernel::{Activity, Actor, Answer, Form, Path as Of, see_other};
use uuid::Uuid;

pub(super) async fn refused(db: &Db, actor: &Actor, campaign: Uuid, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::PurchaseRefused).await?;
    Ok(campaign::page(db, actor, campaign, again).await?.into_response())
}

pub(super) async fn done(mut tx: Tx, campaign: Uuid, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::PurchaseChanged { campaign, what }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/achats/{campaign}?fait=oui")))
}

pub(super) async fn open(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let new = match rules::new(&typed, db.clock.today()) {
        Ok(new) => new,
        Err(why) => {
            db.record(Some(&actor), &Activity::PurchaseRefused).await?;
            let again = Again::refused("campagne", typed, why);
            return Ok(pages::page(&db, &actor, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let campaign = queries::open(&mut tx, &actor, &new).await?;
    done(tx, campaign, "opened").await
}

pub(super) async fn item(
    db: Db,
    actor: Actor,
    Of(campaign): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    let campaign = queries::lock(tx.conn(), campaign).await?;
    let new = match rules::item(&campaign, &typed, db.clock.today()) {
        Ok(new) => new,
        Err(why) => {
            drop(tx);
            return refused(&db, &actor, campaign.id, Again::refused("article", typed, why)).await;
        }
    };
    queries::add_item(&mut tx, &campaign, &new).await?;
    done(tx, campaign.id, "item").await
}

pub(super) async fn order(db: Db, actor: Actor, Of(campaign): Of<Uuid>) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    let campaign = queries::lock(tx.conn(), campaign).await?;
    let members = queries::members(tx.conn(), campaign.id).await?;
    if let Err(why) = rules::order(&campaign, &members, db.clock.today()) {
        drop(tx);
        let again = Again::refused("commande", Typed::default(), why);
        return refused(&db, &actor, campaign.id, again).await;
    }
    queries::order(&mut tx, &actor, &campaign).await?;
    done(tx, campaign.id, "ordered").await
}
