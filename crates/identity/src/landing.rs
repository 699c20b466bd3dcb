//! The front door: sends everybody to their home.

use crate::{App, classes};
use axum::response::Response;
use database::Db;
use kernel::{Access, Actor, Answer, Face, Routes, see_other};

pub(crate) fn routes() -> Routes<App> {
    Routes::new().get("/", Access::Members, home)
}

/// A teacher who has no class this year picks it first; an inspector, who steers nothing here yet, reads.
async fn home(db: Db, actor: Actor) -> Answer<Response> {
    let to = match actor.face {
        Face::Pilotage if Access::Project.admits(Some(&actor)) => "/pilotage",
        _ if classes::should_pick(&db, &actor).await? => "/ma-classe",
        _ => "/fil",
    };
    Ok(see_other(to))
}
