//! The project says who supports a circonscription; who supports it notes what she did.

use super::queries::{self, Circonscription};
use super::{page, rules};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, PlaceId, see_other};
use uuid::Uuid;

async fn refused(db: &Db, actor: &Actor, of: Circonscription, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::OnSiteRefused).await?;
    Ok(page::page(db, actor, of, again).await?.into_response())
}

async fn done(mut tx: Tx, of: &Circonscription, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::StaffChanged { of: of.id.0, what }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/circonscription/{}/appui?fait=oui", of.id)))
}

pub(super) async fn back(
    db: Db,
    actor: Actor,
    Of(id): Of<PlaceId>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = db.clock.today();
    let of = queries::circonscription(&db.pool, &actor, id, today).await?;
    let known: Vec<Uuid> = queries::functions(&db.pool, today).await?.into_iter().map(|(id, _)| id).collect();
    let said = match rules::backing(&typed, &known, today) {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, of, Again::refused("appui", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    if !queries::back(&mut tx, &actor, &of, said).await? {
        drop(tx);
        let why = Why::not("Cette personne appuie déjà la circonscription.");
        return refused(&db, &actor, of, Again::refused("appui", typed, why)).await;
    }
    done(tx, &of, "backing").await
}

pub(super) async fn end(db: Db, actor: Actor, Of((id, backing)): Of<(PlaceId, Uuid)>) -> Answer<Response> {
    let today = db.clock.today();
    let of = queries::circonscription(&db.pool, &actor, id, today).await?;
    let known = queries::backings(&db.pool, &of, today).await?;
    known.iter().find(|b| b.id == backing).ok_or(Error::NotFound)?;
    let mut tx = db.begin_as(&actor).await?;
    if !queries::end(&mut tx, &actor, &of, backing).await? {
        drop(tx);
        let why = Why::not("Cet appui est fini, ou n’a pas commencé.");
        return refused(&db, &actor, of, Again::refused("fin", Typed::default(), why)).await;
    }
    done(tx, &of, "backing_ended").await
}

pub(super) async fn note(
    db: Db,
    actor: Actor,
    Of(id): Of<PlaceId>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    actor.may_send_now()?;
    let today = db.clock.today();
    let of = queries::circonscription(&db.pool, &actor, id, today).await?;
    let (day, what) = match rules::act(&typed, of.supports, today) {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, of, Again::refused("action", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::note(&mut tx, &actor, &of, (day, &what)).await?;
    done(tx, &of, "backing_noted").await
}
