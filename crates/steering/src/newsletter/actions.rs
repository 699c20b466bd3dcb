//! A letter is written, changed while nobody has it, sent.

use super::NewsletterCopy;
use super::pages::{self, Whom};
use super::queries::{self, Letter};
use super::rules::{self, Fate, New};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::Db;
use identity::App;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, see_other};
use uuid::Uuid;

const SENT: &str = "Cette lettre est partie\u{a0}: elle ne change plus. Écrivez-en une autre.";

fn back(letter: Uuid) -> Response {
    see_other(&format!("/contacts/lettres/{letter}?fait=oui"))
}

/// What was written, and to whom; no pupil is named in it.
async fn decided(db: &Db, typed: &Typed) -> Result<Result<New, Why>, Error> {
    let whom = Whom::of(db).await?;
    let new = match rules::new(typed, &whom.kinds, &whom.ids()) {
        Ok(new) => new,
        Err(why) => return Ok(Err(why)),
    };
    let mut conn = db.pool.acquire().await?;
    let names = queries::pupils_named(&mut conn, &format!("{} {}", new.title, new.text)).await?;
    Ok(rules::named(&names).map(|()| new))
}

pub(super) async fn write(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let new = match decided(&db, &typed).await? {
        Ok(new) => new,
        Err(why) => {
            db.record(Some(&actor), &Activity::NewsletterRefused).await?;
            return Ok(pages::list_page(&db, Again::refused("lettre", typed, why)).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let letter = queries::write(&mut tx, &actor, &new).await?;
    tx.record(&Activity::NewsletterChanged { letter, what: "written" }).await?;
    tx.commit().await?;
    Ok(back(letter))
}

async fn refused(app: &App, actor: &Actor, letter: Letter, again: Again) -> Answer<Response> {
    app.db.record(Some(actor), &Activity::NewsletterRefused).await?;
    Ok(pages::one_page(app, letter, again).await?.into_response())
}

pub(super) async fn change(
    State(app): State<App>,
    actor: Actor,
    Of(letter): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let letter = queries::letter(&app.db.pool, letter).await?;
    let decided = match letter.sent_at {
        Some(_) => Err(Why::not(SENT)),
        None => decided(&app.db, &typed).await?,
    };
    let new = match decided {
        Ok(new) => new,
        Err(why) => return refused(&app, &actor, letter, Again::refused("lettre", typed, why)).await,
    };
    let mut tx = app.db.begin_as(&actor).await?;
    if !queries::change(&mut tx, &letter, &new).await? {
        drop(tx);
        return refused(&app, &actor, letter, Again::refused("lettre", typed, Why::not(SENT))).await;
    }
    tx.record(&Activity::NewsletterChanged { letter: letter.id, what: "changed" }).await?;
    tx.commit().await?;
    Ok(back(letter.id))
}

/// To whoever is to get it at this moment, one mail each.
pub(super) async fn send(State(app): State<App>, actor: Actor, Of(letter): Of<Uuid>) -> Answer<Response> {
    let letter = queries::letter(&app.db.pool, letter).await?;
    let mut tx = app.db.begin_as(&actor).await?;
    let Some(sent) = queries::begin(&mut tx, &actor, letter.id).await? else {
        drop(tx);
        return refused(&app, &actor, letter, Again::refused("envoi", Typed::default(), Why::not(SENT)))
            .await;
    };
    let readers = queries::readers(tx.conn(), &sent.kinds, &sent.parties).await?;
    let fates = rules::fates(&readers);
    let gets: Vec<_> = readers.iter().zip(fates).filter(|(_, fate)| *fate == Fate::Gets).collect();
    if gets.is_empty() {
        drop(tx);
        let why = Why::not(
            "Personne ne recevrait cette lettre\u{a0}: choisissez à qui, ou complétez les contacts.",
        );
        return refused(&app, &actor, letter, Again::refused("envoi", Typed::default(), why)).await;
    }
    for (reader, _) in gets {
        let copy = queries::copy(&mut tx, &sent, reader).await?;
        jobs::enqueue(&mut tx, &NewsletterCopy { copy }).await?;
    }
    tx.record(&Activity::NewsletterChanged { letter: sent.id, what: "sent" }).await?;
    tx.commit().await?;
    Ok(back(sent.id))
}
