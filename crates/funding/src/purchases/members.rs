//! A commune adheres, with its act; says that its needs are whole. By its agents, or by the project in its name.

use super::actions::{done, refused};
use super::{queries, rules};
use axum::response::Response;
use cockpit::near;
use database::Db;
use kernel::fields::Again;
use kernel::typed::Typed;
use kernel::{Actor, Answer, Error, Form, Path as Of};
use uuid::Uuid;

async fn acting(db: &Db, actor: &Actor) -> Result<Vec<Uuid>, Error> {
    Ok(near::acting_for(&db.pool, actor, None).await?.into_iter().map(|(id, _)| id).collect())
}

pub(super) async fn adhere(
    db: Db,
    actor: Actor,
    Of(campaign): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let acting = acting(&db, &actor).await?;
    let mut tx = db.begin_as(&actor).await?;
    let campaign = queries::lock(tx.conn(), campaign).await?;
    let members = queries::members(tx.conn(), campaign.id).await?;
    let new = match rules::adhesion(&campaign, &members, &acting, &typed, db.clock.today()) {
        Ok(new) => new,
        Err(why) => {
            drop(tx);
            return refused(&db, &actor, campaign.id, Again::refused("adhesion", typed, why)).await;
        }
    };
    queries::adhere(&mut tx, &actor, &campaign, &new).await?;
    done(tx, campaign.id, "adhesion").await
}

pub(super) async fn validate(
    db: Db,
    actor: Actor,
    Of((campaign, commune)): Of<(Uuid, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let acting = acting(&db, &actor).await?;
    let mut tx = db.begin_as(&actor).await?;
    let campaign = queries::lock(tx.conn(), campaign).await?;
    let members = queries::members(tx.conn(), campaign.id).await?;
    let member = members.iter().find(|m| m.commune == commune).ok_or(Error::NotFound)?;
    let acts = acting.contains(&commune);
    let whole = match rules::validation(&campaign, member, acts, &typed, db.clock.today()) {
        Ok(whole) => whole,
        Err(why) => {
            drop(tx);
            let again = Again::refused(format!("validation-{commune}"), typed, why);
            return refused(&db, &actor, campaign.id, again).await;
        }
    };
    queries::validate(&mut tx, &actor, &campaign, (commune, whole)).await?;
    done(tx, campaign.id, if whole { "validated" } else { "reopened" }).await
}
