//! A check is written down, or taken back.

use super::{page, rules};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use identity::App;
use identity::options::{self, LocalOption};
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, see_other};

const DONE: &str = "/pilotage/options?fait=oui";

/// One of the list, or refused and written down.
async fn found(app: &App, actor: &Actor, key: &str) -> Result<LocalOption, Error> {
    match LocalOption::named(key) {
        Some(option) => Ok(option),
        None => {
            app.db.record(Some(actor), &Activity::OptionRefused).await?;
            Err(Error::NotFound)
        }
    }
}

async fn refused(app: &App, actor: &Actor, again: Again) -> Answer<Response> {
    app.db.record(Some(actor), &Activity::OptionRefused).await?;
    Ok(page::page(app, actor, again).await?.into_response())
}

pub(super) async fn check(
    State(app): State<App>,
    actor: Actor,
    Of(key): Of<String>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let option = found(&app, &actor, &key).await?;
    let said = match rules::said(&actor, option, &typed, app.db.clock.today()) {
        Ok(said) => said,
        Err(why) => return refused(&app, &actor, Again::refused(option.key(), typed, why)).await,
    };
    let mut tx = app.db.begin_as(&actor).await?;
    if !options::keep(&mut tx, &actor, option, said.of_the_dpo, (&said.text, said.day)).await? {
        drop(tx);
        let why = Why::not(format!("{}\u{a0}: c’est déjà vérifié.", option.title()));
        return refused(&app, &actor, Again::refused(option.key(), typed, why)).await;
    }
    tx.record(&Activity::OptionCheck { option: option.key(), what: "checked" }).await?;
    tx.commit().await?;
    Ok(see_other(DONE))
}

pub(super) async fn take_back(State(app): State<App>, actor: Actor, Of(key): Of<String>) -> Answer<Response> {
    let option = found(&app, &actor, &key).await?;
    let mut tx = app.db.begin_as(&actor).await?;
    if !options::take_back(&mut tx, &actor, option).await? {
        drop(tx);
        let why = Why::not(format!("{}\u{a0}: rien n’est enregistré.", option.title()));
        return refused(&app, &actor, Again::refused(option.key(), Typed::default(), why)).await;
    }
    tx.record(&Activity::OptionCheck { option: option.key(), what: "taken back" }).await?;
    tx.commit().await?;
    Ok(see_other(DONE))
}
