//! An advantage is announced, seen, given up.

use super::pages;
use super::queries::{self, NewFact};
use crate::amounts::euros;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use kernel::{Activity, Actor, Answer, Form, Path as Of, see_other};
use uuid::Uuid;

async fn refused(db: &Db, actor: &Actor, form: String, typed: Typed, why: Why) -> Answer<Response> {
    db.record(Some(actor), &Activity::RallyingRefused).await?;
    let again = Again::refused(form, typed, why);
    Ok(pages::page(db, actor, again).await?.into_response())
}

async fn done(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::Rallied { what: "benefit" }).await?;
    tx.commit().await?;
    Ok(see_other("/avantages?fait=oui"))
}

pub(super) async fn announce(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let mut read = Reading::new(&typed, db.clock.today());
    let announced = read.text("annonce", LONG, "Écrivez l’avantage, comme il a été annoncé.");
    let indicator = read.text("indicateur", SHORT, "Dites à quoi on le verra.");
    let (announced, indicator) = match read.checked(Some((announced, indicator))) {
        Ok(read) => read,
        Err(why) => return refused(&db, &actor, "avantage".to_owned(), typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::announce(&mut tx, &actor, (&announced, &indicator)).await?;
    done(tx).await
}

fn fact(typed: &Typed, today: NaiveDate) -> Result<NewFact, Why> {
    let mut read = Reading::new(typed, today);
    if typed.of("jour").is_empty() {
        read.errors.add("jour", "Donnez la date.");
    }
    let day = read.far_day("jour", (20, 0));
    let fact = read.text("fait", LONG, "Dites ce qui a été vu.");
    let source = read.text("source", SHORT, "Donnez la source.");
    let saved = if typed.of("evite").is_empty() { None } else { euros(&mut read, typed, "evite") };
    read.checked(day.map(|day| NewFact { day, fact, source, saved }))
}

pub(super) async fn see(
    db: Db,
    actor: Actor,
    Of(benefit): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let benefit = queries::benefit(&db.pool, benefit).await?;
    let new = match fact(&typed, db.clock.today()) {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, format!("fait-{benefit}"), typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::see(&mut tx, &actor, benefit, &new).await?;
    done(tx).await
}

/// What was seen of it stays written.
pub(super) async fn drop_benefit(db: Db, actor: Actor, Of(benefit): Of<Uuid>) -> Answer<Response> {
    let benefit = queries::benefit(&db.pool, benefit).await?;
    let mut tx = db.begin_as(&actor).await?;
    queries::drop_benefit(&mut tx, benefit).await?;
    done(tx).await
}
