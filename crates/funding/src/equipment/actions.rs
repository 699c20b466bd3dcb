//! A batch is written down, changed, taken out.

use super::queries::{self, Batch};
use super::{pages, rules};
use axum::response::{IntoResponse, Response};
use cockpit::equipment::classes;
use cockpit::near::{self, Near};
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::{Reading, Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, PlaceId, see_other};
use uuid::Uuid;

pub(super) async fn refused(db: &Db, actor: &Actor, near: &Near, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::EquipmentRefused { school: Some(near.id) }).await?;
    Ok(pages::page(db, near, again).await?.into_response())
}

/// It is written, and told of.
pub(super) async fn done(mut tx: Tx, near: &Near, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::EquipmentChanged { school: Some(near.id), what }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/equipement?fait=oui", near.id)))
}

async fn class_ids(db: &Db, near: &Near) -> Result<Vec<Uuid>, Error> {
    let classes = classes(&db.pool, near.id, db.clock.today()).await?;
    Ok(classes.into_iter().map(|c| c.id).collect())
}

pub(super) async fn add(
    db: Db,
    actor: Actor,
    Of(school): Of<PlaceId>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let near = near::school(&db.pool, &actor, school, db.clock.today()).await?;
    let classes = class_ids(&db, &near).await?;
    let decided = rules::keeps(&near).and_then(|()| rules::new(&typed, &classes, 1, db.clock.today()));
    let new = match decided {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, &near, Again::refused("lot", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::add(&mut tx, &actor, near.id, &new).await?;
    done(tx, &near, "batch").await
}

/// The school, and one of its batches that is there.
pub(super) async fn obtained(
    db: &Db,
    actor: &Actor,
    school: PlaceId,
    batch: Uuid,
) -> Result<(Near, Batch), Error> {
    let today = db.clock.today();
    let near = near::school(&db.pool, actor, school, today).await?;
    let batch = queries::batch(&db.pool, &near, batch, today).await?;
    Ok((near, batch))
}

pub(super) async fn change(
    db: Db,
    actor: Actor,
    Of((school, batch)): Of<(PlaceId, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (near, batch) = obtained(&db, &actor, school, batch).await?;
    let mut classes = class_ids(&db, &near).await?;
    classes.extend(batch.class);
    let mut tx = db.begin_as(&actor).await?;
    let open = queries::open_units(tx.conn(), &batch).await?;
    let decided = rules::keeps(&near).and_then(|()| rules::new(&typed, &classes, open, db.clock.today()));
    let new = match decided {
        Ok(new) => new,
        Err(why) => {
            drop(tx);
            let again = Again::refused(format!("lot-{}", batch.id), typed, why);
            return refused(&db, &actor, &near, again).await;
        }
    };
    queries::change(&mut tx, &actor, &batch, &new).await?;
    done(tx, &near, "batch").await
}

pub(super) async fn remove(
    db: Db,
    actor: Actor,
    Of((school, batch)): Of<(PlaceId, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (near, batch) = obtained(&db, &actor, school, batch).await?;
    let decided = rules::keeps(&near).and_then(|()| {
        let mut read = Reading::new(&typed, db.clock.today());
        let day = read.past("jour");
        let reason = read.one_of("raison", &rules::names(&rules::REASONS));
        read.checked(day.zip(reason))
    });
    let out = match decided {
        Ok(out) => out,
        Err(why) => {
            let again = Again::refused(format!("sortie-{}", batch.id), typed, why);
            return refused(&db, &actor, &near, again).await;
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::remove(&mut tx, &actor, &batch, out).await?;
    done(tx, &near, "removal").await
}

/// What is refused to nobody who works here.
pub(super) fn works_here(near: &Near) -> Result<(), Why> {
    if near.works || near.keeps() {
        return Ok(());
    }
    Err(Why::not("Un incident est ouvert par l’école, par la commune ou par l’équipe projet."))
}
