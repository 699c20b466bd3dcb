//! The cockpit: how a project is carried, by whom, and how the schools of a territory join it.

// Equipment, purchases, invoices, the contract, changes: what they share.
mod adhesions;
mod amounts;
mod benefits;
mod changes;
mod contract;
mod equipment;
mod invoices;
mod near;
mod outreach;
mod purchases;

mod conventions;
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
mod typed;

pub use contract::contract_warnings;
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
        .merge(governance::routes())
        .merge(conventions::routes())
        .merge(money::routes())
        .merge(grants::routes())
        // Equipment, purchases, invoices, the contract, changes.
        .merge(equipment::routes())
        .merge(purchases::routes())
        .merge(invoices::routes())
        .merge(contract::routes())
        .merge(changes::routes())
        .merge(adhesions::routes())
        .merge(benefits::routes())
        .merge(outreach::routes())
}
