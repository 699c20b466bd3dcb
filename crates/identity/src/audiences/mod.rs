//! Audiences: stable, named sets of people that things are shared to.
//!
//! Invariant: `audience_member` equals `audience_held(today)`: `audience_should` of what is open, who stays a
//! while in a class that she left, and the frozen archives of classes that are over; [`refresh`] makes it so, in
//! the transaction that changed a role, a link or a place; [`day::follow`] before the first answer of a day, for
//! what ends by itself at midnight; [`refresh_all`] every night, whatever went past it.

pub mod day;
mod queries;
pub mod rules;

pub use queries::{Reachable, Viewers, ensure, reachable, reached_through, refresh, refresh_all, viewers};
