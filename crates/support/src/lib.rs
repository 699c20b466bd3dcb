//! Help in three levels: who is near, the project by domain of competence, the publisher.

pub mod category;
pub mod life_cycle;

// What helps without anybody: articles, guided questions, known problems.
mod concerned;
mod knowledge;
mod known;

pub use knowledge::begin_articles;
pub use known::{Banner, Banners};

/// Every route of this area.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new()
        // What helps without anybody.
        .merge(knowledge::routes())
        .merge(known::routes())
}
