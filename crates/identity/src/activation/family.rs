//! « Mes enfants »: who is there, and adding those of another slip to the same account.

use super::actions::{self, Typed};
use super::queries::{self, ChildThere};
use crate::accounts::{Client, queries as accounts};
use crate::{App, people};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use database::Db;
use kernel::{Activity, Actor, Answer, Form, Page, Query, see_other};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "activation/children.html")]
struct Children {
    first_name: String,
    children: Vec<ChildThere>,
    /// She comes in for the first time.
    welcome: bool,
    /// Children were added just now.
    added: bool,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    bienvenue: Option<String>,
    ajout: Option<String>,
}

pub(super) async fn show(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    let children = queries::children(&db.pool, actor.person, db.clock.today()).await?;
    let (welcome, added) = (asked.bienvenue.is_some(), asked.ajout.is_some());
    Page::new("Mes enfants", &Children { first_name: actor.first_name, children, welcome, added })
}

/// The code of the slip and the name of a child are the proof. The person of the slip becomes one with the one
/// who is signed in.
pub(super) async fn add(
    State(app): State<App>,
    client: Client,
    actor: Actor,
    Form(form): Form<Typed>,
) -> Answer<Response> {
    let slip = match actions::named(&app, &client, &form).await? {
        Ok(slip) => slip,
        Err(answer) => return Ok(answer),
    };
    if slip.children.is_empty() {
        // The slip of somebody who works in a school opens an account of its own.
        app.db.record(Some(&actor), &Activity::ActivationRefused).await?;
        return super::pages::refused(&form.code);
    }
    let mut tx = app.db.begin_as(&actor).await?;
    if !accounts::use_code_up(tx.conn(), slip.account.person, &slip.code).await? {
        tx.record(&Activity::ActivationRefused).await?;
        tx.commit().await?;
        return super::pages::refused(&form.code);
    }
    if slip.account.person != actor.person {
        people::merge(&mut tx, app.life_cycles, actor.person, slip.account.person, Some(actor.person))
            .await?;
    }
    tx.record(&Activity::ChildrenAdded { person: actor.person, of: slip.account.person }).await?;
    tx.commit().await?;
    Ok(see_other("/moi/enfants?ajout=1"))
}
