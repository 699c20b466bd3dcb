//! A pack is made, filled, withdrawn; the first ones come with the program.

use super::queries::{self, Pack};
use super::{pages, rules};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use cockpit::upload;
use database::{Db, Tx};
use identity::App;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Multipart, Path as Of, see_other};
use storage::Kind;
use uuid::Uuid;

const DOCUMENT: upload::Wanted = upload::Wanted {
    missing: "Joignez le document.",
    is: |made| made.kind == Kind::Document,
    other: "Joignez un PDF ou un document de bureautique.",
};

async fn done(mut tx: Tx, pack: Option<Uuid>, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::PackChanged { pack, class: None, what }).await?;
    tx.commit().await?;
    Ok(match pack {
        Some(pack) => see_other(&format!("/documents/packs/{pack}?fait=oui")),
        None => see_other("/documents/packs?fait=oui"),
    })
}

async fn refused(db: &Db, actor: &Actor, pack: Pack, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::PackRefused).await?;
    Ok(pages::one_page(db, actor, pack, again).await?.into_response())
}

async fn obtained(db: &Db, actor: &Actor, id: Uuid) -> Answer<Pack> {
    match queries::pack(&db.pool, actor, id).await {
        Err(Error::NotFound) => {
            db.record(Some(actor), &Activity::PackRefused).await?;
            Err(Error::NotFound)
        }
        other => other,
    }
}

pub(super) async fn make(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let new = match rules::pack(&typed, db.clock.today()) {
        Ok(new) => new,
        Err(why) => {
            db.record(Some(&actor), &Activity::PackRefused).await?;
            let again = Again::refused("lot", typed, why);
            return Ok(pages::list_page(&db, &actor, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let pack = queries::make(&mut tx, &actor, &new).await?;
    done(tx, Some(pack), "made").await
}

pub(super) async fn begin(db: Db, actor: Actor) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    if queries::begin(&mut tx, actor.person).await? == 0 {
        drop(tx);
        db.record(Some(&actor), &Activity::PackRefused).await?;
        let why = Why::not("Les lots de départ sont déjà là, ou ont été retirés.");
        let again = Again::refused("depart", Typed::default(), why);
        return Ok(pages::list_page(&db, &actor, again).await?.into_response());
    }
    done(tx, None, "begun").await
}

const WITHDRAWN: &str = "Ce lot est retiré.";

pub(super) async fn add(
    State(app): State<App>,
    actor: Actor,
    Of(id): Of<Uuid>,
    form: Multipart,
) -> Answer<Response> {
    let db = &app.db;
    let pack = obtained(db, &actor, id).await?;
    let upload::Sent { typed, file } = upload::read(form, DOCUMENT).await?;
    let decided = match pack.withdrawn {
        true => Err(Why::not(WITHDRAWN)),
        false => rules::item(&typed, db.clock.today()),
    };
    let decided = decided.and_then(|new| match (new.kind, file) {
        ("file", Ok(made)) => Ok((new, Some(made))),
        ("file", Err(said)) => Err(Why::Fields(FieldErrors::one("piece", said))),
        _ => Ok((new, None)),
    });
    let (new, made) = match decided {
        Ok(decided) => decided,
        Err(why) => return refused(db, &actor, pack, Again::refused("element", typed, why)).await,
    };
    let file = match made {
        Some(made) => Some(storage::keep(&app.store, &db.pool, &made, db.clock.now()).await?),
        None => None,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::add(&mut tx, actor.person, id, (&new, file)).await?;
    done(tx, Some(id), "filled").await
}

pub(super) async fn take_off(db: Db, actor: Actor, Of((id, item)): Of<(Uuid, Uuid)>) -> Answer<Response> {
    let pack = obtained(&db, &actor, id).await?;
    let mut tx = db.begin_as(&actor).await?;
    if let Err(cause) = queries::take_off(&mut tx, &pack, item).await {
        drop(tx);
        db.record(Some(&actor), &Activity::PackRefused).await?;
        return Err(cause);
    }
    done(tx, Some(id), "item_taken_off").await
}

/// It leaves the shelves too; what was written of it stays where it was published.
pub(super) async fn withdraw(db: Db, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let pack = obtained(&db, &actor, id).await?;
    if pack.withdrawn {
        let again = Again::refused("retrait", Typed::default(), Why::not(WITHDRAWN));
        return refused(&db, &actor, pack, again).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    queries::withdraw(&mut tx, &pack).await?;
    done(tx, Some(id), "withdrawn").await
}
