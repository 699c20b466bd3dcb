//! « Appel reçu » (rows 22, 23): who called, what about, how long; answered at once, or to be called back.

use super::desk::{Desk, Worked, desk};
use super::queries::{self, Asker, Caller, Channel, Opening, Place};
use super::rules::{self, Call};
use super::words::{self, Queue};
use crate::category::Category;
use askama::Template;
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Page, PersonId, Query, see_other};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Sought {
    #[serde(default)]
    nom: String,
}

#[derive(Template)]
#[template(path = "tickets/call.html")]
struct CallPage {
    sought: String,
    found: Vec<Caller>,
    queues: Vec<(String, String)>,
    again: Again,
}

impl CallPage {
    fn categories() -> Vec<(String, String)> {
        Category::options()
    }

    fn urgencies() -> Vec<(String, String)> {
        words::URGENCIES.iter().map(|u| (u.0.to_owned(), u.2.to_owned())).collect()
    }
}

/// The queues where a call can be written down.
fn open_queues(desk: &Desk) -> Vec<&Worked> {
    desk.worked.iter().filter(|w| w.queue != Queue::Safety).collect()
}

pub(super) async fn form(db: Db, actor: Actor, Query(sought): Query<Sought>) -> Answer<Page> {
    page(&db, &actor, sought.nom, Again::default()).await
}

async fn page(db: &Db, actor: &Actor, sought: String, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let desk = desk(&db.pool, actor, today).await?;
    let queues: Vec<(String, String)> = open_queues(&desk).iter().map(|w| (w.key(), w.words())).collect();
    if queues.is_empty() {
        return Err(Error::NotFound);
    }
    let refused = again.is_refused();
    let sought = sought.trim().chars().take(80).collect::<String>();
    let found = queries::callers(&db.pool, &desk, &sought, None, today).await?;
    let page = Page::new("Appel reçu", &CallPage { sought, found, queues, again })?;
    Ok(if refused { page.invalid() } else { page })
}

pub(super) async fn write(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let today = db.clock.today();
    let desk = desk(&db.pool, &actor, today).await?;
    let queues = open_queues(&desk);
    if queues.is_empty() {
        db.record(Some(&actor), &Activity::TicketRefused).await?;
        return Err(Error::NotFound);
    }
    let decided = match rules::call(&typed) {
        Ok(call) => called_by(&db, &desk, &typed).await?.map(|caller| (call, caller)),
        Err(why) => Err(why),
    };
    let (call, caller) = match decided {
        Ok(decided) => decided,
        Err(why) => {
            db.record(Some(&actor), &Activity::TicketRefused).await?;
            let sought = typed.of("nom").to_owned();
            return Ok(page(&db, &actor, sought, Again::refused("appel", typed, why)).await?.into_response());
        }
    };
    let at = queues.iter().find(|w| w.key() == typed.of("file")).or(queues.first()).copied();
    let at = at.ok_or(Error::NotFound)?;
    let ticket = written(&db, &actor, &call, caller, Place { queue: at.queue, place: at.place }).await?;
    Ok(see_other(&format!("/aide/demande/{ticket}?fait=oui")))
}

/// Somebody of the list; or a name as it was said.
async fn called_by(db: &Db, desk: &Desk, typed: &Typed) -> Answer<Result<Result<Caller, String>, Why>> {
    let name = typed.of("nom_dit");
    if typed.of("qui").is_empty() && !name.is_empty() {
        return Ok(Ok(Err(name.chars().take(120).collect())));
    }
    let chosen = typed.of("qui").split_once(':');
    let chosen = chosen.and_then(|(p, s)| Some((p.parse::<Uuid>().ok()?, s.parse::<Uuid>().ok()?)));
    let found = match chosen {
        Some(one) => queries::callers(&db.pool, desk, "", Some(one), db.clock.today()).await?.pop(),
        None => None,
    };
    let missing = || Why::Fields(FieldErrors::one("qui", "Choisissez qui a appelé, ou écrivez son nom."));
    Ok(found.map(Ok).ok_or_else(missing))
}

async fn written(
    db: &Db,
    actor: &Actor,
    call: &Call,
    caller: Result<Caller, String>,
    to: Place,
) -> Answer<Uuid> {
    let service = queries::service(&db.pool, &db.clock).await?;
    let school = caller.as_ref().ok().map(|c| c.school);
    let asker = match caller {
        Ok(caller) => Asker::Known(caller.person),
        Err(name) => Asker::Unknown { name, contact: call.contact.clone() },
    };
    let known: Option<PersonId> = if let Asker::Known(person) = &asker { Some(*person) } else { None };
    let mut tx = db.begin_as(actor).await?;
    let opening = Opening {
        asker,
        category: call.category,
        title: &call.title,
        text: &call.text,
        priority: call.priority,
        school,
        page: "",
        device: "",
        channel: Channel::Phone { minutes: call.minutes, called_back: call.answer.is_none() },
        by: Some(actor.person),
        to,
    };
    let (ticket, _) = queries::open(&mut tx, &opening, &service).await?;
    if let Some(answer) = &call.answer {
        queries::answered_on_the_phone(&mut tx, actor, ticket, to.queue.resolver(), answer).await?;
        queries::measure(tx.conn(), &service, Some(ticket)).await?;
    } else if known.is_some_and(|k| k != actor.person) || known.is_none() {
        queries::taken_on_the_phone(&mut tx, actor, ticket).await?;
    }
    tx.record(&Activity::TicketOpened { ticket }).await?;
    tx.commit().await?;
    Ok(ticket)
}
