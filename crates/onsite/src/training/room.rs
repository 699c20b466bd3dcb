//! The virtual class: entered through an address that we signed, seen again for a time.

use super::enrolment::{back, refused};
use super::meeting::{self, Guest, Room, Server};
use super::queries::{self, Session};
use super::{rules, server};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::Db;
use identity::App;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Page, Path as Of};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "training/enter.html")]
struct EnterPage {
    session: Uuid,
    title: String,
    /// Signed for her.
    address: String,
    host: String,
    leads: bool,
}

pub(super) async fn enter(
    State(app): State<App>,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    queries::reader(&actor)?;
    let db = &app.db;
    let found = queries::session(&db.pool, &actor, &db.clock, id).await?;
    let ready = match decided(&found, db) {
        Ok(()) => open(&app, &found).await?,
        Err(why) => Err(why),
    };
    let (named, room) = match ready {
        Ok(ready) => ready,
        Err(why) => return refused(db, &actor, id, Again::refused("entrer", typed, why)).await,
    };
    let guest = Guest { id: actor.person.0, name: &actor.name, leads: found.gives };
    let address = meeting::join(&named, &room, &guest)?;
    let mut tx = db.begin_as(&actor).await?;
    queries::join(&mut tx, &actor, &found).await?;
    tx.record(&Activity::TrainingChanged { of: id, what: "joined" }).await?;
    tx.commit().await?;
    let host = server::host(&named.address);
    let body = EnterPage { session: id, title: found.title, address, host, leads: found.gives };
    Ok(Page::new("Entrer dans la classe virtuelle", &body)?.into_response())
}

fn decided(session: &Session, db: &Db) -> Result<(), Why> {
    if !session.online {
        return Err(Why::not("Cette session se tient en présentiel."));
    }
    if session.cancelled.is_some() {
        return Err(Why::not("Cette session est annulée."));
    }
    if session.mine.is_none() && !session.gives {
        return Err(Why::not("Inscrivez-vous d’abord."));
    }
    rules::door(session.starts, session.ends, db.clock.now()).map_err(Why::not)
}

/// The class exists on its server before anybody is sent there.
async fn open(app: &App, session: &Session) -> Result<Result<(Server, Room), Why>, Error> {
    let Some(named) = server::opened(app).await? else {
        return Ok(Err(Why::not("Le projet n’a pas encore nommé de serveur de classes virtuelles.")));
    };
    let room = Room { session: session.id, title: session.title.clone(), ends: session.ends };
    if !meeting::create(&named, &room, app.settings.inner_network).await {
        return Ok(Err(Why::not(
            "Le serveur de classes virtuelles ne répond pas. Réessayez dans un moment, ou prévenez l’équipe projet.",
        )));
    }
    Ok(Ok((named, room)))
}

pub(super) async fn replay(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    queries::reader(&actor)?;
    let found = queries::session(&db.pool, &actor, &db.clock, id).await?;
    let decided = match found.gives {
        true => rules::replay(&typed, db.clock.today()),
        false => Err(Why::not("La rediffusion est à qui anime la session.")),
    };
    let replay = match decided {
        Ok(replay) => replay,
        Err(why) => return refused(&db, &actor, id, Again::refused("rediffusion", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::keep_replay(&mut tx, &found, &replay).await?;
    tx.record(&Activity::TrainingChanged { of: id, what: "replay" }).await?;
    tx.commit().await?;
    Ok(back(id))
}

/// Retention: the recordings whose last day is over are not linked any more; how many.
pub async fn forget_replays(app: &App) -> Result<u64, Error> {
    Ok(queries::forget_replays(&app.db.pool, app.db.clock.today()).await?)
}
