//! Sessions: a random 256-bit cookie of which the database holds the hash. Listed and closed by their
//! owner. [`recognise`] turns the cookie into the [`kernel::Actor`] of a request.

mod queries;
mod recognise;

pub use queries::{SessionRow, close, close_all, close_all_of, confirm, end, list, open};
pub use recognise::{cookie_name, ended_cookie, recognise, session_cookie};
