//! What is agreed and asked: conventions and their clauses, requirements of an ENT, the legal adviser’s opinions, local
//! options.

mod conventions;
mod legal;
mod options;
mod requirements;

pub use conventions::{ENDING, letter as convention_letter, night as tell_of_conventions};
pub use requirements::begin_requirements;

/// Every route of this area.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new()
        .merge(conventions::routes())
        .merge(legal::routes())
        .merge(options::routes())
        .merge(requirements::routes())
}
