//! Who hands over what, and who takes it over: read from the roles, so that it holds also when whoever left
//! wrote nothing.
//!
//! Invariant: a successor sees nothing of a hand-over while the other still has the place; and it ends by itself
//! a year after she left.

mod queries;
mod reminders;
mod school;

pub(crate) use queries::has_any;
pub use queries::{Leaves, Received, after, done, find_leaves, find_received, leaves, received, taught};
pub(crate) use reminders::reminders;
pub use school::{Concerns, concerns};
