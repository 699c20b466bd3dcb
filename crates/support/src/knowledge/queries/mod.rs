//! The SQL of the knowledge base. An article is obtained through whoever reads: published for those whom it is for,
//! otherwise its author’s and the project’s.

mod articles;
mod guides;

pub(super) use articles::*;
pub(super) use guides::*;

use crate::concerned::helps;
use kernel::{Actor, Error};

/// Who helps schools writes.
pub(super) fn writer(actor: &Actor) -> Result<(), Error> {
    if helps(actor) { Ok(()) } else { Err(Error::NotFound) }
}
