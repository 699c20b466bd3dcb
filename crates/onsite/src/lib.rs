//! People and help on site: who is trained, who supports whom, what they write down and share, where they meet.

mod backing;
mod events;
mod journal;
mod library;
mod practices;
mod staffing;
mod training;

pub use staffing::{STANDS_IN, letter as deputy_letter};
pub use training::forget_replays;

/// Every route of this area.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new()
        .merge(training::routes())
        .merge(staffing::routes())
        .merge(backing::routes())
        .merge(journal::routes())
        .merge(practices::routes())
        .merge(events::routes())
        .merge(library::routes())
}
