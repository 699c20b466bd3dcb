//! Help in three levels: who is near, the project by domain of competence, the publisher.

pub mod category;
pub mod life_cycle;

/// Every route of this area.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new()
}
