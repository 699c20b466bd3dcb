//! The cockpit: how a project is carried, by whom, and how the schools of a territory join it.

mod board;
// Equipment, purchases, invoices, the contract, changes: what they share.
mod adhesions;
mod amounts;
mod benefits;
mod booking;
mod changes;
mod contract;
mod equipment;
mod invoices;
mod near;
mod outreach;
mod paging;
mod purchases;
mod tenders;

mod conventions;
mod domains;
mod governance;
mod grants;
mod indicators;
mod joining;
mod letters;
pub mod life_cycle;
mod matrix;
mod money;
mod objectives;
mod parties;
mod phases;
mod project;
mod requirements;
mod retention;
mod traces;
// Bundles of services, packs of resources.
mod bundles;
mod packs;
// Events, what is handed out.
mod events;
mod library;
mod upload;
// Who administers a school.
mod administrators;
// The legal adviser’s opinions; local options and their checks.
mod legal;
mod options;
// People and help on site.
mod accompaniment;
mod backing;
mod contact_log;
mod journal;
mod newsletter;
mod people;
mod practices;
mod sector;
mod staffing;
mod training;

// The forms of the cockpit are read and shown alike everywhere.
pub(crate) use kernel::{fields, typed};

pub use domains::night as try_names;
pub use indicators::{Commune, CountFigures, ask_count, count, know_commune, night};
pub use joining::refresh_waits;
pub use letters::{letter, tell_of_ends};
pub use newsletter::{NewsletterCopy, came_back as newsletter_came_back, carry as carry_newsletter};
pub use packs::{begin_packs, put_at_opening};
pub use requirements::begin_requirements;
pub use retention::forget_names;
pub use traces::traces;
pub use training::forget_replays;

/// All background work of this area.
#[must_use]
pub fn work(worker: jobs::Worker<identity::App>) -> jobs::Worker<identity::App> {
    domains::work(indicators::work(worker))
}

/// Every route of this area.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new()
        .merge(board::routes())
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
        // People and help on site.
        .merge(training::routes())
        .merge(accompaniment::routes())
        .merge(staffing::routes())
        .merge(journal::routes())
        .merge(practices::routes())
        .merge(contact_log::routes())
        .merge(newsletter::routes())
        .merge(sector::routes())
        // Equipment, purchases, invoices, the contract, changes.
        .merge(equipment::routes())
        .merge(purchases::routes())
        .merge(invoices::routes())
        .merge(contract::routes())
        .merge(tenders::routes())
        .merge(changes::routes())
        .merge(adhesions::routes())
        .merge(benefits::routes())
        .merge(outreach::routes())
        // Bundles of services, packs of resources.
        .merge(bundles::routes())
        .merge(packs::routes())
        // Events, what is handed out.
        .merge(events::routes())
        .merge(booking::routes())
        .merge(backing::routes())
        .merge(library::routes())
        // The DSI’s desk.
        .merge(domains::routes())
        // What is asked of an ENT.
        .merge(requirements::routes())
        // Who administers a school.
        .merge(administrators::routes())
        // The legal adviser’s opinions; local options.
        .merge(legal::routes())
        .merge(options::routes())
}
