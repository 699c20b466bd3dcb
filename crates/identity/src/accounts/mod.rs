//! Accounts: the login for life, the password, the printed code, how often one may try.
//!
//! Invariant: the database holds no secret that can be used, only hashes; and whether a login exists
//! shows neither in an answer nor in its time.

mod client;
pub mod codes;
mod herself;
mod letters;
pub mod passwords;
pub mod queries;
pub mod rules;
pub mod throttle;
pub(crate) mod void;

pub use client::Client;
pub(crate) use herself::herself;
pub use queries::Account;
