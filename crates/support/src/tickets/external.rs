//! A ticket on somebody else’s platform (rows 121, 126): filed by hand with its number there, or as a letter to the
//! publisher. Who is who stays here: the file names the asker by a number, and no pupil.

use super::act::{begin, done, held, late, refused};
use super::queries::{self, Filed, Ticket};
use super::rules;
use super::words::Queue;
use async_trait::async_trait;
use axum::response::Response;
use database::{Db, Tx};
use identity::App;
use jobs::{Job, Worker};
use kernel::fields::Again;
use kernel::typed::{Reading, SHORT, Typed, Why};
use kernel::{Actor, Answer, Error, FieldErrors, Form, Path as Of, PlaceId};
use mail::{Letter, Mailer};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Where a ticket of ours can be filed. What a platform cannot be asked by a program, its state, is kept by hand.
#[async_trait]
trait Platform: Send + Sync {
    /// Files it; the state that it has afterwards.
    async fn create(&self, tx: &mut Tx, external: Uuid) -> Result<(), Error>;
    fn way(&self) -> &'static str;
    fn first_state(&self) -> &'static str;
}

/// Somebody types it there, and its number here.
struct ByHand;

#[async_trait]
impl Platform for ByHand {
    async fn create(&self, _: &mut Tx, _: Uuid) -> Result<(), Error> {
        Ok(())
    }

    fn way(&self) -> &'static str {
        "platform"
    }

    fn first_state(&self) -> &'static str {
        "sent"
    }
}

/// A letter to the publisher’s support, once this is committed.
struct ByMail;

#[async_trait]
impl Platform for ByMail {
    async fn create(&self, tx: &mut Tx, external: Uuid) -> Result<(), Error> {
        jobs::enqueue(tx, &PublisherMail { external }).await
    }

    fn way(&self) -> &'static str {
        "mail"
    }

    fn first_state(&self) -> &'static str {
        "sending"
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct PublisherMail {
    external: Uuid,
}

impl Job for PublisherMail {
    const KIND: &'static str = "publisher_mail";
}

pub(crate) fn work(worker: Worker<App>, mailer: Arc<dyn Mailer>) -> Worker<App> {
    worker.on(move |app: App, job: PublisherMail| {
        let mailer = mailer.clone();
        async move { send(&app, &*mailer, job.external).await }
    })
}

/// What cannot be delivered is said in the ticket; what may be next time is tried again. It leaves at least once: killed between
/// the mail server’s yes and what is noted here, it leaves again, as the same letter.
async fn send(app: &App, mailer: &dyn Mailer, external: Uuid) -> Result<(), Error> {
    let pool = &app.db.pool;
    let Some(file) = queries::to_send(pool, external).await? else { return Ok(()) };
    let Some((name, address)) = queries::publisher(pool).await? else {
        return Ok(queries::sent(pool, external, "failed", app.db.clock.now()).await?);
    };
    let subject = format!("[{} n° {}] P{}", app.settings.project, file.number, file.priority);
    let done = match Letter::new(&name, &address, &subject, file.file) {
        Ok(letter) => mailer.send(&letter.known_as(&external.to_string())).await,
        Err(cause) => Err(cause),
    };
    let state = match done {
        Ok(()) => "sent",
        Err(mail::Error::Address | mail::Error::Recipient(_)) => "failed",
        Err(cause) => return Err(cause.into()),
    };
    Ok(queries::sent(pool, external, state, app.db.clock.now()).await?)
}

pub(super) async fn file(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let ticket = held(&db, &actor, id).await?;
    let (asked, text) = match decided(&db, &ticket, &typed).await? {
        Ok(decided) => decided,
        Err(why) => return refused(&db, &actor, id, Again::refused("externe", typed, why)).await,
    };
    let way: &dyn Platform = if asked.by_mail { &ByMail } else { &ByHand };
    let Some(mut tx) = begin(&db, &actor, &ticket, rules::seen(&typed)).await? else {
        return late(&db, &actor, id, "externe", typed).await;
    };
    let new = Filed {
        way: way.way(),
        platform: &asked.platform,
        number: &asked.number,
        state: way.first_state(),
        file: &text,
    };
    let external = queries::file_outside(&mut tx, &actor, &ticket, &new).await?;
    way.create(&mut tx, external).await?;
    let words = format!("{} {}", asked.platform, asked.number);
    queries::say(&mut tx, &actor, &ticket, "external", false, words.trim()).await?;
    done(tx, id, "external").await
}

/// What is filed, and its words without who is who; or why not.
async fn decided(db: &Db, ticket: &Ticket, typed: &Typed) -> Answer<Result<(rules::Outside, String), Why>> {
    let asked = match rules::outside(typed) {
        Ok(asked) => asked,
        Err(why) => return Ok(Err(why)),
    };
    if ticket.queue() == Queue::Safety {
        return Ok(Err(Why::not("Ce qui est confidentiel ne part sur aucune plateforme.")));
    }
    if asked.by_mail && queries::publisher(&db.pool).await?.is_none() {
        return Ok(Err(Why::not(
            "L’adresse de l’assistance de l’éditeur n’est pas encore dite (Aiguillage).",
        )));
    }
    let schools: Vec<PlaceId> = ticket.school.map(PlaceId).into_iter().collect();
    let (whole, _) = queries::pupils_named(&db.pool, &schools, &asked.file, &[], db.clock.today()).await?;
    if let Some(name) = whole.first() {
        let said =
            format!("Retirez le nom de l’élève («\u{a0}{name}\u{a0}»)\u{a0}: l’éditeur n’en a pas besoin.");
        return Ok(Err(Why::Fields(FieldErrors::one("dossier", said))));
    }
    let text = rules::outside_text(ticket, &asked.file);
    Ok(Ok((asked, text)))
}

/// What happens there is kept by hand: number, state, what they wrote.
pub(super) async fn said(
    db: Db,
    actor: Actor,
    Of((id, external)): Of<(Uuid, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let ticket = held(&db, &actor, id).await?;
    let all = queries::externals(&db.pool, &ticket).await?;
    let Some(external) = all.iter().find(|x| x.id == external) else {
        db.record(Some(&actor), &kernel::Activity::TicketRefused).await?;
        return Err(Error::NotFound);
    };
    let mut read = Reading::new(&typed, db.clock.today());
    let number = read.optional("numero", SHORT);
    let text = read.optional("texte", kernel::typed::LONG);
    let state = read.one_of("etat", &super::words::EXTERNAL_STATES.map(|s| (s.0, s.0)));
    let state = match read.checked(state) {
        Ok(state) => state,
        Err(why) => {
            let form = format!("externe-{}", external.id);
            return refused(&db, &actor, id, Again::refused(form, typed, why)).await;
        }
    };
    let Some(mut tx) = begin(&db, &actor, &ticket, rules::seen(&typed)).await? else {
        return late(&db, &actor, id, "externe", typed).await;
    };
    queries::said_outside(&mut tx, external, &number, state).await?;
    let words =
        format!("{} {number}\u{a0}: {}\n{text}", external.platform, super::words::external_words(state));
    queries::say(&mut tx, &actor, &ticket, "external", false, words.trim()).await?;
    done(tx, id, "external").await
}
