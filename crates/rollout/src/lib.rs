//! The cockpit: how a project is carried, by whom, and how the schools of a territory join it.

mod conventions;
mod domains;
mod fields;
mod governance;
mod grants;
mod indicators;
mod joining;
pub mod life_cycle;
mod matrix;
mod money;
mod objectives;
mod parties;
mod phases;
mod project;
mod requirements;
mod typed;

pub use domains::night as try_names;
pub use indicators::{Commune, CountFigures, count, know_commune, night};
pub use joining::refresh_waits;
pub use requirements::begin_requirements;

/// All background work of this area.
#[must_use]
pub fn work(worker: jobs::Worker<identity::App>) -> jobs::Worker<identity::App> {
    domains::work(indicators::work(worker))
}

/// Every route of this area.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new()
        .merge(project::routes())
        .merge(parties::routes())
        .merge(matrix::routes())
        .merge(objectives::routes())
        .merge(phases::routes())
        .merge(joining::routes())
        .merge(indicators::routes())
        .merge(governance::routes())
        .merge(conventions::routes())
        .merge(money::routes())
        .merge(grants::routes())
        // The DSI’s desk.
        .merge(domains::routes())
        // What is asked of an ENT.
        .merge(requirements::routes())
}
