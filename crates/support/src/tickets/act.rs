//! What whoever works a queue does: answers, notes, asks, takes, passes on, resolves, confirms.

use super::desk::desk;
use super::queries::{self, Place, Ticket};
use super::words::Queue;
use super::{rules, show, told, upload};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use identity::App;
use kernel::fields::Again;
use kernel::typed::{Reading, Typed, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Multipart, Path as Of, see_other};
use uuid::Uuid;

/// The ticket, for who works its queue now. Reading it from before is not enough to act.
pub(super) async fn held(db: &Db, actor: &Actor, id: Uuid) -> Answer<Ticket> {
    obtained(db, actor, id, |ticket| ticket.works).await
}

/// The ticket, for who may do this with it; for others who read it, it is not there.
pub(super) async fn obtained(
    db: &Db,
    actor: &Actor,
    id: Uuid,
    may: impl FnOnce(&Ticket) -> bool,
) -> Answer<Ticket> {
    let desk = desk(&db.pool, actor, db.clock.today()).await?;
    match queries::ticket(&db.pool, actor, &desk, id).await {
        Ok(ticket) if may(&ticket) => Ok(ticket),
        Ok(_) | Err(Error::NotFound) => {
            db.record(Some(actor), &Activity::TicketRefused).await?;
            Err(Error::NotFound)
        }
        Err(cause) => Err(cause),
    }
}

/// The transaction of an act; nothing: somebody was quicker, and what was seen is not so any more.
pub(super) async fn begin(db: &Db, actor: &Actor, ticket: &Ticket, seen: i32) -> Answer<Option<Tx>> {
    let mut tx = db.begin_as(actor).await?;
    Ok(queries::begin(&mut tx, ticket, seen).await?.then_some(tx))
}

/// Nothing was changed: what she typed is in its form again.
pub(super) async fn late(
    db: &Db,
    actor: &Actor,
    ticket: Uuid,
    form: &'static str,
    typed: Typed,
) -> Answer<Response> {
    refused(db, actor, ticket, Again::refused(form, typed, told::meanwhile())).await
}

pub(super) async fn refused(db: &Db, actor: &Actor, ticket: Uuid, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::TicketRefused).await?;
    Ok(show::page(db, actor, ticket, again).await?.into_response())
}

pub(super) fn back(ticket: Uuid) -> Response {
    see_other(&format!("/aide/demande/{ticket}?fait=oui"))
}

pub(super) async fn done(mut tx: Tx, ticket: Uuid, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::TicketChanged { ticket, what }).await?;
    tx.commit().await?;
    Ok(back(ticket))
}

/// An answer, a question to the asker, or a note between helpers.
pub(super) async fn answer(
    State(app): State<App>,
    actor: Actor,
    Of(id): Of<Uuid>,
    form: Multipart,
) -> Answer<Response> {
    let db = &app.db;
    let upload::Sent { typed, files } = upload::read(form).await?;
    let ticket = held(db, &actor, id).await?;
    let kind = match typed.of("pour") {
        "note" => "note",
        "question" => "question",
        _ => "answer",
    };
    let decided = match (rules::said(&typed, "Écrivez votre message."), files) {
        (Ok(_), _) if kind != "note" && !ticket.is_open() => Err(told::meanwhile()),
        (Ok(said), Ok(files)) => Ok((said, files)),
        (Ok(_), Err(said)) => Err(Why::Fields(FieldErrors::one("fichier", said))),
        (Err(why), _) => Err(why),
    };
    let (said, files) = match decided {
        Ok(decided) => decided,
        Err(why) => return refused(db, &actor, id, Again::refused("reponse", typed, why)).await,
    };
    let files = upload::keep(&app.store, &db.pool, &files, db.clock.now()).await?;
    let Some(mut tx) = begin(db, &actor, &ticket, said.seen).await? else {
        return late(db, &actor, id, "reponse", typed).await;
    };
    let entry = queries::say(&mut tx, &actor, &ticket, kind, kind != "note", &said.text).await?;
    queries::attach(&mut tx, id, entry, &files, actor.person).await?;
    if kind != "note" {
        queries::answered(&mut tx, &actor, &ticket).await?;
        told::answered(&mut tx, &ticket, entry).await?;
    }
    if kind == "question" {
        queries::wait(&mut tx, &ticket).await?;
    }
    done(tx, id, kind).await
}

pub(super) async fn take(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let ticket = held(&db, &actor, id).await?;
    let Some(mut tx) = begin(&db, &actor, &ticket, rules::seen(&typed)).await? else {
        return late(&db, &actor, id, "prise", typed).await;
    };
    queries::take(&mut tx, &actor, &ticket).await?;
    queries::say(&mut tx, &actor, &ticket, "taken", false, "").await?;
    done(tx, id, "taken").await
}

pub(super) async fn priority(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let ticket = held(&db, &actor, id).await?;
    let mut read = Reading::new(&typed, db.clock.today());
    let priority = rules::priority(&mut read);
    let priority = match read.checked(priority) {
        Ok(priority) => priority,
        Err(why) => return refused(&db, &actor, id, Again::refused("priorite", typed, why)).await,
    };
    let service = queries::service(&db.pool, &db.clock).await?;
    let Some(mut tx) = begin(&db, &actor, &ticket, rules::seen(&typed)).await? else {
        return late(&db, &actor, id, "priorite", typed).await;
    };
    queries::set_priority(&mut tx, &ticket, priority, &service).await?;
    let words = format!("P{} → P{priority}", ticket.priority);
    queries::say(&mut tx, &actor, &ticket, "priority", false, &words).await?;
    done(tx, id, "priority").await
}

pub(super) async fn transfer(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let ticket = held(&db, &actor, id).await?;
    let targets = show::targets(&db, &ticket).await?;
    let known: Vec<Queue> = targets.iter().map(|t| t.queue).collect();
    let decided = match rules::transfer(&typed, &known) {
        Ok(_) if !ticket.is_open() => Err(told::meanwhile()),
        other => other,
    };
    let moved = match decided {
        Ok(moved) => moved,
        Err(why) => return refused(&db, &actor, id, Again::refused("transfert", typed, why)).await,
    };
    let to = targets.into_iter().find(|t| t.queue == moved.queue).ok_or(Error::NotFound)?;
    let service = queries::service(&db.pool, &db.clock).await?;
    let Some(mut tx) = begin(&db, &actor, &ticket, rules::seen(&typed)).await? else {
        return late(&db, &actor, id, "transfert", typed).await;
    };
    queries::pass_on(&mut tx, &actor, &ticket, to, moved.priority, (&moved.summary, &moved.tried)).await?;
    if moved.priority != ticket.priority {
        queries::set_priority(&mut tx, &ticket, moved.priority, &service).await?;
    }
    told::arrived(&mut tx, id, to, moved.priority, ticket.asker.map(kernel::PersonId)).await?;
    done(tx, id, "transfer").await
}

/// Resolved. What the publisher resolved goes back to level 2 first, which tries it (row 127).
pub(super) async fn resolve(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let ticket = held(&db, &actor, id).await?;
    let decided = match rules::resolution(&typed) {
        Ok(_) if !ticket.is_open() || ticket.state == "to_confirm" => Err(told::meanwhile()),
        other => other,
    };
    let how = match decided {
        Ok(how) => how,
        Err(why) => return refused(&db, &actor, id, Again::refused("resolution", typed, why)).await,
    };
    let service = queries::service(&db.pool, &db.clock).await?;
    let Some(mut tx) = begin(&db, &actor, &ticket, rules::seen(&typed)).await? else {
        return late(&db, &actor, id, "resolution", typed).await;
    };
    let by_publisher = ticket.queue() == Queue::Publisher;
    queries::resolve(&mut tx, &ticket, &how, !by_publisher).await?;
    queries::measure(tx.conn(), &service, Some(id)).await?;
    if by_publisher {
        queries::say(&mut tx, &actor, &ticket, "fix", false, &how.text).await?;
        let to: Place = queries::second_level(&mut tx, &ticket).await?;
        queries::pass_on(&mut tx, &actor, &ticket, to, ticket.priority, ("", "")).await?;
    } else {
        let entry = queries::say(&mut tx, &actor, &ticket, "resolved", true, &how.text).await?;
        queries::answered(&mut tx, &actor, &ticket).await?;
        told::answered(&mut tx, &ticket, entry).await?;
    }
    done(tx, id, "resolved").await
}

/// Level 2 has tried what the publisher corrected.
pub(super) async fn confirm(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let ticket = held(&db, &actor, id).await?;
    let works = typed.of("marche") == "oui";
    let decided = match rules::said(&typed, "Dites ce que vous avez essayé.") {
        Ok(_) if ticket.state != "to_confirm" => Err(told::meanwhile()),
        other => other,
    };
    let said = match decided {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, id, Again::refused("confirmation", typed, why)).await,
    };
    let service = queries::service(&db.pool, &db.clock).await?;
    let Some(mut tx) = begin(&db, &actor, &ticket, said.seen).await? else {
        return late(&db, &actor, id, "confirmation", typed).await;
    };
    queries::confirm(&mut tx, &ticket, works).await?;
    queries::measure(tx.conn(), &service, Some(id)).await?;
    if works {
        let entry = queries::say(&mut tx, &actor, &ticket, "confirmed", true, &said.text).await?;
        queries::answered(&mut tx, &actor, &ticket).await?;
        told::answered(&mut tx, &ticket, entry).await?;
    } else {
        queries::say(&mut tx, &actor, &ticket, "sent_back", false, &said.text).await?;
        let to = Place { queue: Queue::Publisher, place: None };
        queries::pass_on(&mut tx, &actor, &ticket, to, ticket.priority, (&said.text, "")).await?;
    }
    done(tx, id, if works { "confirmed" } else { "sent_back" }).await
}
