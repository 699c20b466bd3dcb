//! Communication: the news feed.

use identity::App;
use kernel::Routes;

pub mod handover;
pub mod life_cycle;
pub mod news;
mod traces;

pub use traces::traces;

/// Every route of this area.
#[must_use]
pub fn routes() -> Routes<App> {
    news::routes().merge(handover::routes())
}
