//! The assembly: every area's routes, the layers around them, the work behind them.

mod headers;
mod mailroom;
mod navigation;
mod rooms;
mod shell;
mod site;
mod work;

pub use mailroom::Mailroom;
pub use work::worker;

use crate::{pilotage, retention, rights};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::{Extension, Router};
use identity::{App, LifeCycles};
use kernel::Routes;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

/// What becomes of a person's traces, area by area.
pub const LIFE_CYCLES: LifeCycles = &[
    identity::life_cycle::LIFE_CYCLE,
    communication::life_cycle::LIFE_CYCLE,
    directory::life_cycle::LIFE_CYCLE,
    rollout::life_cycle::LIFE_CYCLE,
    support::life_cycle::LIFE_CYCLE,
    sso::life_cycle::LIFE_CYCLE,
];

/// What each area holds of what somebody wrote.
pub const TRACES: identity::Traces = &[communication::traces, rollout::traces, support::traces];

/// Every route of the product: the table that is printed, checked in and tested.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::new()
        .merge(site::routes())
        .merge(mailroom::routes())
        .merge(identity::routes())
        .merge(communication::routes())
        .merge(directory::routes())
        .merge(rollout::routes())
        .merge(support::routes())
        .merge(sso::routes())
        .merge(pilotage::routes())
        .merge(retention::routes())
        .merge(rights::routes())
}

/// Every route with what surrounds it.
pub fn router(app: &App, mailroom: Mailroom) -> Router {
    around(routes(), app, mailroom)
}

/// What surrounds routes, from the outside: headers, no cross-site form, who acts, the shell.
pub fn around(routes: Routes<App>, app: &App, mailroom: Mailroom) -> Router {
    // Of this node.
    let banners = support::Banners::default();
    let with_banners = (app.clone(), banners.clone(), sso::Doors::default());
    routes
        .into_router()
        .fallback(site::nothing_here)
        .method_not_allowed_fallback(site::nothing_here)
        .layer(Extension(mailroom))
        .layer(Extension(banners))
        .layer(from_fn_with_state(with_banners.clone(), shell::wrap))
        .layer(from_fn_with_state(app.clone(), identity::sessions::recognise))
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::custom(site::panicked))
        // Once more, for what fails before or beside the routes: an answer that has its shell passes.
        .layer(from_fn_with_state(with_banners, shell::wrap))
        .layer(from_fn_with_state(app.clone(), headers::add))
        // A page is made for one person and sent once: brotli’s 5 kB for gzip’s 6.5 would take seven times the work.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn(headers::log))
        .with_state(app.clone())
}
