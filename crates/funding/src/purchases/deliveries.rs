//! What comes: delivered in parts, received with or without reserves; then it stands in the register.

use super::school::{class_ids, done, refused};
use super::{queries, received};
use axum::response::Response;
use cockpit::near;
use database::Db;
use kernel::fields::Again;
use kernel::typed::Typed;
use kernel::{Actor, Answer, Form, Path as Of, PlaceId};
use uuid::Uuid;

pub(super) async fn deliver(
    db: Db,
    actor: Actor,
    Of((school, line)): Of<(PlaceId, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = db.clock.today();
    let near = near::school(&db.pool, &actor, school, today).await?;
    let mut tx = db.begin_as(&actor).await?;
    let line = queries::lock_line(tx.conn(), near.id, line, db.clock.zone().name()).await?;
    let new = match received::delivery(&near, &line, &typed, today) {
        Ok(new) => new,
        Err(why) => {
            drop(tx);
            let again = Again::refused(format!("livraison-{}", line.id), typed, why);
            return refused(&db, &actor, &near, again).await;
        }
    };
    queries::deliver(&mut tx, &actor, &line, &new).await?;
    done(tx, &near, line.campaign, "delivery").await
}

pub(super) async fn accept(
    db: Db,
    actor: Actor,
    Of((school, delivery)): Of<(PlaceId, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = db.clock.today();
    let near = near::school(&db.pool, &actor, school, today).await?;
    let mut tx = db.begin_as(&actor).await?;
    let delivery = queries::lock_delivery(tx.conn(), near.id, delivery).await?;
    let line = queries::lock_line(tx.conn(), near.id, delivery.line, db.clock.zone().name()).await?;
    let classes = class_ids(&mut tx, &near).await?;
    let new = match received::acceptance(&near, &delivery, &classes, &typed, today) {
        Ok(new) => new,
        Err(why) => {
            drop(tx);
            let again = Again::refused(format!("reception-{}", delivery.id), typed, why);
            return refused(&db, &actor, &near, again).await;
        }
    };
    queries::accept(&mut tx, &actor, near.id, (&line, &delivery), &new).await?;
    done(tx, &near, line.campaign, "acceptance").await
}
