//! Other services that recognise our people (design §3): CAS, for the sister ENT of collèges and lycées, and for whatever
//! else the project’s team writes down. And the other way round: who is signed in at the sister ENT comes in here.
//!
//! Invariants: nobody is sent, with a ticket or without, to an address that the team did not write down; nothing leaves of
//! a person but what she was told leaves; who has no right to a service gets no ticket for it; another ENT
//! opens an account here only to whom its owner said that it does.

mod address;
mod cas;
mod doors;
mod entries;
pub mod life_cycle;
mod outgoing;
mod over;
mod profiles;
mod received;
mod register;
mod registry;
mod sources;

pub use doors::{Door, Doors};

use identity::App;
use jobs::Worker;

/// Every route of this area.
#[must_use]
pub fn routes() -> kernel::Routes<App> {
    kernel::Routes::new()
        .merge(registry::routes())
        .merge(cas::routes())
        .merge(received::routes())
        .merge(sources::routes())
        .merge(entries::routes())
}

/// All background work of this area.
#[must_use]
pub fn work(worker: Worker<App>) -> Worker<App> {
    worker.on(over::tell).daily(3, "sso tickets", |app: App| async move { over::forget(&app).await })
}
