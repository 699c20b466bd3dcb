//! How long what is kept, and why: one table, which people read, and which the night applies.
//!
//! Invariant: every figure of retention is in [`RULES`]; a rule that the night applies says what it did, and
//! one that fails stops no other.

mod apply;
mod keep;
mod night;
mod pages;
mod queries;
mod rules;

use identity::App;
use kernel::{Access, Routes};

pub use keep::{Keep, Rule};
pub use night::night;
pub use rules::RULES;

pub fn routes() -> Routes<App> {
    Routes::new().get("/confidentialite", Access::Anyone, pages::privacy).get(
        "/pilotage/conservation",
        Access::Project,
        pages::kept,
    )
}
