//! What whoever asked does: says more, closes with how well she was helped, opens again.

use super::act::{begin, done, late, obtained, refused};
use super::queries::{self, Ticket};
use super::{rules, told, upload};
use axum::extract::State;
use axum::response::Response;
use database::Db;
use identity::App;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Actor, Answer, FieldErrors, Form, Multipart, Path as Of};
use uuid::Uuid;

/// Her ticket; whoever only helps is told that it is not there for this.
async fn hers(db: &Db, actor: &Actor, id: Uuid) -> Answer<Ticket> {
    obtained(db, actor, id, |ticket| ticket.asks).await
}

pub(super) async fn reply(
    State(app): State<App>,
    actor: Actor,
    Of(id): Of<Uuid>,
    form: Multipart,
) -> Answer<Response> {
    let db = &app.db;
    let upload::Sent { typed, files } = upload::read(form).await?;
    let ticket = hers(db, &actor, id).await?;
    let decided = match (rules::said(&typed, "Écrivez votre message."), files) {
        (Ok(_), _) if !ticket.is_open() => {
            Err(Why::not("Cette demande est close\u{a0}: rouvrez-la pour continuer."))
        }
        (Ok(said), Ok(files)) => Ok((said, files)),
        (Ok(_), Err(said)) => Err(Why::Fields(FieldErrors::one("fichier", said))),
        (Err(why), _) => Err(why),
    };
    let (said, files) = match decided {
        Ok(decided) => decided,
        Err(why) => return refused(&app.db, &actor, id, Again::refused("message", typed, why)).await,
    };
    let files = upload::keep(&app.store, &db.pool, &files, db.clock.now()).await?;
    let service = queries::service(&db.pool, &db.clock).await?;
    // Read again under its lock: she may have been asked something at this moment.
    let Some(mut tx) = begin(&app.db, &actor, &ticket, ticket.revision).await? else {
        return late(&app.db, &actor, id, "message", typed).await;
    };
    let entry = queries::say(&mut tx, &actor, &ticket, "reply", true, &said.text).await?;
    queries::attach(&mut tx, id, entry, &files, actor.person).await?;
    if ticket.state == "waiting" {
        queries::go_on(&mut tx, &ticket, &service).await?;
    }
    told::replied(&mut tx, &ticket).await?;
    done(tx, id, "reply").await
}

pub(super) async fn close(
    State(app): State<App>,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let ticket = hers(&app.db, &actor, id).await?;
    let service = queries::service(&app.db.pool, &app.db.clock).await?;
    let begun = match ticket.state.as_str() {
        "closed" => None,
        _ => begin(&app.db, &actor, &ticket, rules::seen(&typed)).await?,
    };
    let Some(mut tx) = begun else {
        return late(&app.db, &actor, id, "cloture", typed).await;
    };
    let text: String = typed.of("texte").chars().take(kernel::typed::LONG).collect();
    queries::say(&mut tx, &actor, &ticket, "closed", true, &text).await?;
    queries::close(&mut tx, &ticket, rules::satisfaction(&typed)).await?;
    queries::measure(tx.conn(), &service, Some(id)).await?;
    done(tx, id, "closed").await
}

pub(super) async fn reopen(
    State(app): State<App>,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let ticket = hers(&app.db, &actor, id).await?;
    let decided = match rules::said(&typed, "Dites ce qui ne va toujours pas.") {
        Ok(_) if ticket.is_open() => Err(told::meanwhile()),
        Ok(_) if !ticket.reopens(app.db.clock.now()) => Err(Why::not(
            "Elle est résolue depuis plus de quatorze jours\u{a0}: faites une nouvelle demande.",
        )),
        other => other,
    };
    let said = match decided {
        Ok(said) => said,
        Err(why) => return refused(&app.db, &actor, id, Again::refused("reouverture", typed, why)).await,
    };
    let service = queries::service(&app.db.pool, &app.db.clock).await?;
    let Some(mut tx) = begin(&app.db, &actor, &ticket, said.seen).await? else {
        return late(&app.db, &actor, id, "reouverture", typed).await;
    };
    queries::say(&mut tx, &actor, &ticket, "reopened", true, &said.text).await?;
    queries::reopen(&mut tx, &ticket, &service).await?;
    told::replied(&mut tx, &ticket).await?;
    done(tx, id, "reopened").await
}
