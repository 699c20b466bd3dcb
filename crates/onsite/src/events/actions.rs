//! An event is announced, its programme written, one registers, somebody counts who came.

use super::queries::{self, Event};
use super::{pages, rules};
use axum::response::{IntoResponse, Response};
use cockpit::near;
use cockpit::people::reader;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, see_other};
use uuid::Uuid;

const NOT_HERS: &str = "Cet événement est tenu par d’autres\u{a0}: écrivez-leur.";

fn back(event: Uuid) -> Response {
    see_other(&format!("/evenements/{event}?fait=oui"))
}

async fn refused(db: &Db, actor: &Actor, event: Event, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::EventRefused).await?;
    Ok(pages::one_page(db, actor, event, again).await?.into_response())
}

async fn told(mut tx: database::Tx, event: Uuid, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::EventChanged { event, what }).await?;
    tx.commit().await?;
    Ok(back(event))
}

fn keeps(event: &Event) -> Result<(), Why> {
    if event.keeps { Ok(()) } else { Err(Why::not(NOT_HERS)) }
}

pub(super) async fn announce(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    actor.may_send_now()?;
    let known: Vec<Uuid> = near::circonscriptions(&db, &actor).await?.into_iter().map(|c| c.0).collect();
    let day = (db.clock.today(), db.clock.zone());
    let new = match rules::new(&typed, day, &known, actor.is_project()) {
        Ok(new) => new,
        Err(why) => {
            db.record(Some(&actor), &Activity::EventRefused).await?;
            let again = Again::refused("evenement", typed, why);
            return Ok(pages::list_page(&db, &actor, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let event = queries::announce(&mut tx, &actor, &new).await?;
    told(tx, event, "announced").await
}

pub(super) async fn register(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    reader(&actor)?;
    let event = queries::event(&db.pool, &actor, &db.clock, id).await?;
    if let Err(why) = rules::registers(event.cancelled, event.ends, db.clock.now()) {
        return refused(&db, &actor, event, Again::refused("inscription", typed, why)).await;
    }
    let comes = typed.of("geste") != "renoncer";
    let mut tx = db.begin_as(&actor).await?;
    queries::register(&mut tx, &actor, &event, comes).await?;
    told(tx, id, if comes { "registered" } else { "left" }).await
}

pub(super) async fn add_workshop(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let event = queries::event(&db.pool, &actor, &db.clock, id).await?;
    let today = (db.clock.today(), db.clock.zone());
    let span = (db.clock.day_of(event.starts), event.starts, event.ends);
    let new = match keeps(&event).and_then(|()| rules::workshop(&typed, today, span)) {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, event, Again::refused("atelier", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::add_workshop(&mut tx, &event, &new).await?;
    told(tx, id, "programme").await
}

pub(super) async fn take_workshop(
    db: Db,
    actor: Actor,
    Of((id, workshop)): Of<(Uuid, Uuid)>,
) -> Answer<Response> {
    let event = queries::event(&db.pool, &actor, &db.clock, id).await?;
    if let Err(why) = keeps(&event) {
        return refused(&db, &actor, event, Again::refused("atelier", Typed::default(), why)).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    if !queries::take_workshop(&mut tx, &event, workshop).await? {
        drop(tx);
        db.record(Some(&actor), &Activity::EventRefused).await?;
        return Err(Error::NotFound);
    }
    told(tx, id, "programme").await
}

pub(super) async fn count(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let event = queries::event(&db.pool, &actor, &db.clock, id).await?;
    let begun = event.starts <= db.clock.now();
    let decided =
        keeps(&event).and_then(|()| rules::attended(&typed, db.clock.today(), (event.cancelled, begun)));
    let attended = match decided {
        Ok(attended) => attended,
        Err(why) => return refused(&db, &actor, event, Again::refused("presents", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::count(&mut tx, &event, attended).await?;
    told(tx, id, "counted").await
}

pub(super) async fn cancel(db: Db, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let event = queries::event(&db.pool, &actor, &db.clock, id).await?;
    let decided = keeps(&event).and_then(|()| rules::registers(event.cancelled, event.ends, db.clock.now()));
    if let Err(why) = decided {
        return refused(&db, &actor, event, Again::refused("annulation", Typed::default(), why)).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    queries::cancel(&mut tx, &event).await?;
    told(tx, id, "cancelled").await
}
