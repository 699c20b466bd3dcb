//! Sessions: a random 256-bit cookie of which the database holds the hash. Listed and closed by their
//! owner. [`recognise`] turns the cookie into the [`kernel::Actor`] of a request.

//!
//! Invariant: a session never outlives its `hard_end`, nor the class session or the guardian's session that
//! it was opened through.

mod queries;
mod recognise;
mod standing;

pub use queries::{
    CONFIRMED, NewsAt, Opening, OwnSession, SessionRow, close, close_all, close_all_of, confirm, end,
    is_open, list, open, open_as,
};
pub use recognise::{
    cookie_name, ended_cookie, recognise, session_cookie, short_cookie, short_removed, short_value,
};
pub use standing::{WhoNow, standing_of};
