//! What every test uses: the application over a database of its own ([`TestApp`]), the people that
//! everybody knows ([`Cast`]), answers that can be asked about ([`Reply`]). A dev-dependency only.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails, saying where")]

mod app;
mod cast;
mod reply;

pub use app::{Client, TestApp, first_day};
pub use cast::{Cast, PASSWORD, settle};
pub use reply::Reply;
