//! The SQL of tickets, and the proofs: what is read was obtained by its asker or by who works a queue of it.

mod act;
mod callers;
mod external;
mod lists;
mod open;
mod origin;
mod people;
mod read;
mod tied;

pub(crate) use act::*;
pub(crate) use callers::*;
pub(crate) use external::*;
pub(crate) use lists::*;
pub(crate) use open::*;
pub(crate) use origin::*;
pub(crate) use people::*;
pub(crate) use read::*;
pub(crate) use tied::*;
