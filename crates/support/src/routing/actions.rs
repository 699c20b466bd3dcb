//! A route is said anew; the settings; somebody is named for a queue, or is not any more.

use super::pages;
use super::pages::{FIRST, SECOND};
use super::queries::{self, Setting};
use crate::category::Category;
use crate::tickets::words::Queue;
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Reading, SHORT, Typed};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, see_other};
use uuid::Uuid;

pub(super) async fn route(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let words = |queues: &[Queue]| queues.iter().map(|q| (q.key(), *q)).collect::<Vec<_>>();
    let known: Vec<_> = Category::open().map(|c| (c.name(), c.name())).collect();
    let mut read = Reading::new(&typed, db.clock.today());
    let category = read.one_of("sujet", &known);
    let first = read.one_of("niveau1", &words(FIRST));
    let second = read.one_of("niveau2", &words(SECOND));
    let (category, queues) = match read.checked(category.zip(first.zip(second))) {
        Ok(said) => said,
        Err(why) => {
            db.record(Some(&actor), &Activity::TicketRefused).await?;
            return Ok(pages::routing_page(&db, Again::refused("file", typed, why)).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::say(&mut tx, &actor, category, queues).await?;
    tx.record(&Activity::SupportSettled { what: "route" }).await?;
    tx.commit().await?;
    Ok(see_other("/aide/aiguillage?fait=oui"))
}

pub(super) async fn settle(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let mut read = Reading::new(&typed, db.clock.today());
    let (publisher, email) = (read.optional("editeur", SHORT), read.optional("adresse", SHORT));
    if !email.is_empty() && mail::Letter::new("", &email, "", "").is_err() {
        read.errors.add("adresse", "Cette adresse n’en est pas une.");
    }
    let new = match read.checked(Some(Setting { cdti: !typed.of("cdti").is_empty(), publisher, email })) {
        Ok(new) => new,
        Err(why) => {
            db.record(Some(&actor), &Activity::TicketRefused).await?;
            return Ok(pages::routing_page(&db, Again::refused("reglages", typed, why))
                .await?
                .into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::settle(&mut tx, &actor, &new).await?;
    tx.record(&Activity::SupportSettled { what: "settings" }).await?;
    tx.commit().await?;
    Ok(see_other("/aide/aiguillage?fait=oui"))
}

pub(super) async fn name(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let today = db.clock.today();
    let led = queries::led(&db.pool, &actor).await?;
    let queue = led.iter().find(|l| l.key() == typed.of("file"));
    let mut read = Reading::new(&typed, today);
    if queue.is_none() {
        read.errors.add("file", "Choisissez une file de la liste.");
    }
    let until = if typed.of("jusque").is_empty() { None } else { read.day("jusque") };
    let person = match queue {
        Some(queue) => queries::nameable(&db.pool, typed.of("identifiant"), queue, today).await?,
        None => None,
    };
    if person.is_none() || person == Some(actor.person) {
        read.errors
            .add("identifiant", "Personne d’autre, ici, n’a ouvert un compte d’adulte avec cet identifiant.");
    }
    let (queue, person) = match read.checked(queue.zip(person)) {
        Ok(found) => found,
        Err(why) => {
            db.record(Some(&actor), &Activity::TicketRefused).await?;
            let again = Again::refused("membre", typed, why);
            return Ok(pages::members_page(&db, &actor, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::name(&mut tx, &actor, queue, person, until).await?;
    tx.record(&Activity::SupportSettled { what: "member" }).await?;
    tx.commit().await?;
    Ok(see_other("/assistance/membres?fait=oui"))
}

pub(super) async fn end(db: Db, actor: Actor, Of(member): Of<Uuid>) -> Answer<Response> {
    let led = queries::led(&db.pool, &actor).await?;
    let all = queries::members(&db.pool, &led, db.clock.today()).await?;
    let Some(member) = all.iter().find(|m| m.id == member && m.person != actor.person.0) else {
        db.record(Some(&actor), &Activity::TicketRefused).await?;
        return Err(Error::NotFound);
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::end(&mut tx, member).await?;
    tx.record(&Activity::SupportSettled { what: "member" }).await?;
    tx.commit().await?;
    Ok(see_other("/assistance/membres?fait=oui"))
}
