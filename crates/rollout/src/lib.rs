//! The cockpit, put together: its board, its letters, what becomes of what it holds about people. What a project does is in
//! the crates that this one joins, none of which depends on another: how it is carried (`steering`), how a school joins
//! (`joining`), what is equipped and paid (`funding`), agreed (`agreements`), learnt on site (`onsite`), counted
//! (`indicators`). What they share is `cockpit`.

mod board;
mod letters;
pub mod life_cycle;
mod retention;
mod traces;

pub use agreements::begin_requirements;
pub use cockpit::at_hand::forget_changes;
pub use indicators::{Commune, CountFigures, ask_count, count, know_commune, night};
pub use joining::{begin_packs, put_at_opening, refresh_waits, try_names};
pub use letters::{letter, tell_of_ends};
pub use onsite::forget_replays;
pub use retention::forget_names;
pub use steering::{NewsletterCopy, carry_newsletter, newsletter_came_back};
pub use traces::traces;

/// All background work of the cockpit.
#[must_use]
pub fn work(worker: jobs::Worker<identity::App>) -> jobs::Worker<identity::App> {
    joining::work(indicators::work(worker))
}

/// Every route of the cockpit.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new()
        .merge(board::routes())
        .merge(steering::routes())
        .merge(joining::routes())
        .merge(funding::routes())
        .merge(agreements::routes())
        .merge(onsite::routes())
        .merge(indicators::routes())
}
