//! How a school joins the project, step by step, and what it gets on its way: who administers it, who accompanies it, its name, its
//! offer, its packs.

mod accompaniment;
mod administrators;
mod bundles;
mod domains;
mod joining;
mod packs;

pub use bundles::{ENDING as FUNDING_ENDS, letter as funding_letter, night as tell_of_funding};
pub use domains::{night as try_names, work};
pub use joining::{MISSED, TURN, letter as step_letter, refresh_waits};
pub use packs::{begin_packs, put_at_opening};

/// Every route of this area.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new()
        .merge(joining::routes())
        .merge(administrators::routes())
        .merge(accompaniment::routes())
        .merge(packs::routes())
        .merge(bundles::routes())
        .merge(domains::routes())
}
