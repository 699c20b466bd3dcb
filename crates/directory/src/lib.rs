//! The directory that an academy sends, and the files that a head exports from ONDE: parse → compare → preview
//! or apply → report.

mod console;
pub mod feed;
pub mod import;
pub mod life_cycle;
mod onde;

use std::pin::Pin;

pub use console::{forget_feeds, forget_journal, forget_lines};
pub use onde::forget_onde;

/// All pages of the directory.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new().merge(console::routes()).merge(onde::routes())
}

/// What is done once an import was applied, in no transaction of its own. Done twice, it is done once.
pub type After = fn(identity::App) -> Pin<Box<dyn Future<Output = Result<(), kernel::Error>> + Send>>;

/// All background work of the directory.
#[must_use]
pub fn work(worker: jobs::Worker<identity::App>, after: After) -> jobs::Worker<identity::App> {
    console::work(worker, after)
}
