//! A document is added, a version follows, it is withdrawn. Bytes come before the transaction that refers to them.

use super::queries::{self, Document};
use super::{pages, rules};
use crate::events;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use cockpit::upload;
use database::Db;
use identity::App;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, FieldErrors, Form, Multipart, Path as Of, see_other};
use storage::{Kind, Prepared};
use uuid::Uuid;

const DOCUMENT: upload::Wanted = upload::Wanted {
    missing: "Joignez le document.",
    is: |made| made.kind == Kind::Document,
    other: "Joignez un PDF ou un document de bureautique.",
};
const NOT_HERS: &str = "Ce document est tenu par d’autres\u{a0}: écrivez-leur.";

fn back(document: Uuid) -> Response {
    see_other(&format!("/documents/{document}?fait=oui"))
}

fn with_file<T>(decided: Result<T, Why>, file: Result<Prepared, String>) -> Result<(T, Prepared), Why> {
    let said = decided?;
    file.map(|made| (said, made)).map_err(|sentence| Why::Fields(FieldErrors::one("piece", sentence)))
}

pub(super) async fn add(State(app): State<App>, actor: Actor, form: Multipart) -> Answer<Response> {
    actor.may_send_now()?;
    let db = &app.db;
    let upload::Sent { typed, file } = upload::read(form, DOCUMENT).await?;
    let event = match typed.of("evenement").parse::<Uuid>() {
        Ok(id) => Some(events::event(&db.pool, &actor, &db.clock, id).await?),
        Err(_) => None,
    };
    let keeps = event.as_ref().map_or(actor.is_project(), |e| e.keeps);
    let decided = match keeps {
        true => rules::new(&typed, event.is_some(), db.clock.today()),
        false => Err(Why::not(NOT_HERS)),
    };
    let (new, made) = match with_file(decided, file) {
        Ok(decided) => decided,
        Err(why) => {
            db.record(Some(&actor), &Activity::EventRefused).await?;
            let again = Again::refused("document", typed, why);
            return Ok(pages::list_page(db, &actor, event, again).await?.into_response());
        }
    };
    let file = storage::keep(&app.store, &db.pool, &made, db.clock.now()).await?;
    let mut tx = db.begin_as(&actor).await?;
    let document = queries::add(&mut tx, &actor, (&new, event.map(|e| e.id)), file).await?;
    tx.record(&Activity::DocumentChanged { document, what: "added" }).await?;
    tx.commit().await?;
    Ok(back(document))
}

async fn refused(db: &Db, actor: &Actor, document: Document, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::EventRefused).await?;
    Ok(pages::one_page(db, document, again).await?.into_response())
}

fn keeps(document: &Document) -> Result<(), Why> {
    match (document.keeps, document.withdrawn) {
        (false, _) => Err(Why::not(NOT_HERS)),
        (true, true) => Err(Why::not("Ce document est retiré.")),
        (true, false) => Ok(()),
    }
}

pub(super) async fn renew(
    State(app): State<App>,
    actor: Actor,
    Of(id): Of<Uuid>,
    form: Multipart,
) -> Answer<Response> {
    actor.may_send_now()?;
    let db = &app.db;
    let document = queries::document(&db.pool, &actor, &db.clock, id).await?;
    let upload::Sent { typed, file } = upload::read(form, DOCUMENT).await?;
    let decided = keeps(&document).and_then(|()| rules::version(&typed, db.clock.today()));
    let (new, made) = match with_file(decided, file) {
        Ok(decided) => decided,
        Err(why) => return refused(db, &actor, document, Again::refused("document", typed, why)).await,
    };
    let file = storage::keep(&app.store, &db.pool, &made, db.clock.now()).await?;
    let mut tx = db.begin_as(&actor).await?;
    queries::renew(&mut tx, &actor, id, &new, file).await?;
    tx.record(&Activity::DocumentChanged { document: id, what: "renewed" }).await?;
    tx.commit().await?;
    Ok(back(id))
}

pub(super) async fn withdraw(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let document = queries::document(&db.pool, &actor, &db.clock, id).await?;
    if let Err(why) = keeps(&document) {
        return refused(&db, &actor, document, Again::refused("retrait", typed, why)).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    queries::withdraw(&mut tx, &document).await?;
    tx.record(&Activity::DocumentChanged { document: id, what: "withdrawn" }).await?;
    tx.commit().await?;
    Ok(back(id))
}
