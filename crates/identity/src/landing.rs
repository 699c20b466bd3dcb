//! The front door: sends everybody to their home.

use crate::{App, classes};
use axum::response::Response;
use database::Db;
use kernel::{Access, Actor, Answer, Face, RoleKind, Routes, see_other};

/// Most people's home, and the page that is asked for most.
pub const FEED: &str = "/fil";

pub(crate) fn routes() -> Routes<App> {
    Routes::new().get("/", Access::Members, home)
}

/// A teacher who has no class this year picks it first; an inspector finds her schools, the legal adviser what waits for her.
async fn home(db: Db, actor: Actor) -> Answer<Response> {
    let inspected = actor.inspected().next();
    let backed = actor.backed().next();
    let to = match (actor.face, inspected.or(backed)) {
        (Face::Pilotage, _) if Access::Project.admits(Some(&actor)) => "/pilotage".to_owned(),
        (Face::Pilotage, Some(place)) if inspected.is_some() => format!("/circonscription/{place}"),
        (Face::Pilotage, Some(place)) => format!("/circonscription/{place}/appui"),
        (Face::Pilotage, None) if actor.is(RoleKind::CommuneAgent) => "/deploiement".to_owned(),
        (Face::Pilotage, None) if actor.is_legal_adviser() => "/juridique".to_owned(),
        (Face::Pilotage, None) if actor.is(RoleKind::National) => "/national".to_owned(),
        _ if classes::should_pick(&db, &actor).await? => "/ma-classe".to_owned(),
        _ => FEED.to_owned(),
    };
    Ok(see_other(&to))
}
