//! The SQL of tickets, and the proofs: what is read was obtained by its asker or by who works a queue of it.

mod act;
mod callers;
mod external;
mod open;
mod origin;
mod people;
mod read;

pub(crate) use act::*;
pub(crate) use callers::*;
pub(crate) use external::*;
pub(crate) use open::*;
pub(crate) use origin::*;
pub(crate) use people::*;
pub(crate) use read::*;
