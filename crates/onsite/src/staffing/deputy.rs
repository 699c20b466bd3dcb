//! An absence that was said, and its second act: the project gives the deputy the rights of the one who is away, and only
//! until the absence ends.

use super::actions::{back, refused};
use super::queries::{self, Absence};
use super::{letters, rules};
use axum::response::Response;
use database::Db;
use kernel::fields::Again;
use kernel::typed::Typed;
use kernel::{Activity, Actor, Answer, Error, Path as Of};
use uuid::Uuid;

async fn obtained(db: &Db, actor: &Actor, id: Uuid) -> Answer<Absence> {
    match queries::absence(&db.pool, id, db.clock.today()).await {
        Err(Error::NotFound) => {
            db.record(Some(actor), &Activity::OnSiteRefused).await?;
            Err(Error::NotFound)
        }
        other => other,
    }
}

pub(super) async fn give(db: Db, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let absence = obtained(&db, &actor, id).await?;
    let deputy = match rules::stands_in(&absence, actor.person) {
        Ok(deputy) => deputy,
        Err(why) => return refused(&db, &actor, Again::refused("droits", Typed::default(), why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let given = queries::give_rights(&mut tx, &actor, &absence, deputy).await?;
    if given == 0 {
        drop(tx);
        let why = kernel::typed::Why::not(rules::HAS_THEM);
        return refused(&db, &actor, Again::refused("droits", Typed::default(), why)).await;
    }
    letters::tell(&mut tx, &actor, Some(deputy), id).await?;
    tx.record(&Activity::DeputyNamed { absence: id, deputy, roles: given }).await?;
    tx.commit().await?;
    Ok(back())
}

pub(super) async fn come_back(db: Db, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let absence = obtained(&db, &actor, id).await?;
    let mut tx = db.begin_as(&actor).await?;
    queries::come_back(&mut tx, &actor, &absence).await?;
    tx.record(&Activity::StaffChanged { of: id, what: "came_back" }).await?;
    tx.commit().await?;
    Ok(back())
}
