//! The cockpit: how a project is carried, by whom, and how the schools of a territory join it.

mod indicators;
mod joining;
pub mod life_cycle;
mod matrix;
mod objectives;
mod parties;
mod phases;
mod project;

pub use indicators::{Commune, CountFigures, count, know_commune, night, work};
pub use joining::refresh_waits;

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
}
