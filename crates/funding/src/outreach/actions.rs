//! An act is planned; it is done, and reached so many.

use super::pages;
use super::queries::{self, New};
use crate::amounts::count;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use kernel::{Activity, Actor, Answer, Form, Path as Of, see_other};
use uuid::Uuid;

async fn refused(db: &Db, actor: &Actor, form: String, typed: Typed, why: Why) -> Answer<Response> {
    db.record(Some(actor), &Activity::RallyingRefused).await?;
    let again = Again::refused(form, typed, why);
    Ok(pages::page(db, actor, again).await?.into_response())
}

fn new(typed: &Typed, today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let inside = read.one_of("ou", &[("interne", true), ("externe", false)]);
    let audience = read.text("public", SHORT, "Dites à qui l’on s’adresse.");
    let message = read.text("message", LONG, "Dites ce que l’on veut faire comprendre.");
    let action = read.text("action", SHORT, "Dites par quelle action.");
    let owner = read.text("qui", SHORT, "Dites qui s’en charge.");
    let day = read.day("jour");
    let made = inside.zip(day);
    read.checked(made.map(|(inside, day)| New { inside, audience, message, action, owner, day }))
}

pub(super) async fn plan(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let new = match new(&typed, db.clock.today()) {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, "action".to_owned(), typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::plan(&mut tx, &actor, &new).await?;
    tx.record(&Activity::Rallied { what: "planned" }).await?;
    tx.commit().await?;
    Ok(see_other("/mobilisation?fait=oui"))
}

pub(super) async fn done(
    db: Db,
    actor: Actor,
    Of(act): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let act = queries::act(&db.pool, act).await?;
    let form = format!("faite-{}", act.id);
    let mut read = Reading::new(&typed, db.clock.today());
    let day = read.past("jour");
    let reach = count(&mut read, &typed, "portee", (0, 1_000_000));
    let decided = match act.done_on {
        Some(_) => Err(Why::not("Cette action est déjà faite.")),
        None => read.checked(day.zip(reach)),
    };
    let said = match decided {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, form, typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    if !queries::done(&mut tx, &actor, &act, said).await? {
        drop(tx);
        return refused(&db, &actor, form, typed, Why::not("Cette action est déjà faite.")).await;
    }
    tx.record(&Activity::Rallied { what: "done" }).await?;
    tx.commit().await?;
    Ok(see_other("/mobilisation?fait=oui"))
}
