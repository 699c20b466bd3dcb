//! People kept right: made by hand, found twice, made one again.
//!
//! Invariant: nothing that somebody wrote, and no way in that she had, is lost when two records become one;
//! and for thirty days they can be two again, exactly as they were.

pub mod doubles;
pub mod making;
mod merging;
mod newcomers;
pub mod taken;

pub use merging::{DAYS, Undo, forget_merges, merge, schools_of, undo};
pub(crate) use newcomers::{Kind, LEVELS, RELATIONS, Typed, identity};

use crate::App;
use kernel::Routes;

pub(crate) fn routes() -> Routes<App> {
    Routes::new().merge(doubles::routes()).merge(newcomers::routes())
}
