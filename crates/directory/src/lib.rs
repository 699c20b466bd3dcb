//! The directory that an academy sends, and the files that a head exports from ONDE: parse → compare → preview
//! or apply → report.

mod console;
pub mod feed;
pub mod import;
pub mod life_cycle;
mod onde;

pub use console::{forget_feeds, forget_journal, forget_lines};
pub use onde::forget_onde;

/// All pages of the directory.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new().merge(console::routes()).merge(onde::routes())
}

/// All background work of the directory.
#[must_use]
pub fn work(worker: jobs::Worker<identity::App>) -> jobs::Worker<identity::App> {
    console::work(worker)
}
