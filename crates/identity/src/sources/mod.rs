//! Other ENTs whose people come in here, and whose account there opens which account here. `sso` asks the other ENT who
//! somebody is; here is what that opens.
//!
//! Invariants: an account elsewhere opens the account whose owner said so, signed in here, and no other: nothing is guessed
//! from a name or an address; one opens one. It stands for a password and for no more: a second factor is asked for where
//! one is set up, and whatever is sensitive asks her again.

mod actions;
mod enter;
mod queries;

pub use enter::{Came, Refused, enter};
pub(crate) use queries::holds;
pub(crate) use queries::{Door, Link, doors, links_of};
pub use queries::{
    NotLinked, Opening, Past, Said, Source, all, change, close, close_over, close_sessions, link, linked,
    links_to_account, lock, make, mark, one, open, openings,
};

use crate::App;
use kernel::{Access, Routes};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// By which other ENT a session is opened, and by which of its tickets (a hash).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Through {
    pub source: Uuid,
    pub ticket: Vec<u8>,
}

pub(crate) fn routes() -> Routes<App> {
    Routes::new().post("/moi/comptes-relies/{link}/fin", Access::Members, actions::unlink)
}
