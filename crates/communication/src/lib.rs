//! Communication: the news feed.

use identity::App;
use kernel::Routes;

pub mod life_cycle;
pub mod news;

/// All background work of this area.
#[must_use]
pub fn work(worker: jobs::Worker<App>) -> jobs::Worker<App> {
    news::work(worker)
}

/// Every route of this area.
#[must_use]
pub fn routes() -> Routes<App> {
    news::routes()
}
