//! The cockpit: how a project is carried, by whom, and how the schools of a territory join it.

mod conventions;
mod fields;
mod governance;
mod grants;
mod joining;
pub mod life_cycle;
mod money;
mod project;
mod typed;

pub use joining::refresh_waits;

/// Every route of this area.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new()
        .merge(project::routes())
        .merge(joining::routes())
        .merge(governance::routes())
        .merge(conventions::routes())
        .merge(money::routes())
        .merge(grants::routes())
}
