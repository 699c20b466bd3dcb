//! The SQL of the sector. A collège is obtained through the actor; what changes it takes the row.

mod colleges;
mod imports;
mod liaisons;
mod links;
mod proposals;

pub(crate) use colleges::visible;
pub(super) use colleges::{
    Call, College, Line, Log, Unfed, add, change, close, college, contacts, lines, named, of_school, unfed,
};
pub(super) use imports::{enter, hold, known};
pub(super) use liaisons::{Liaison, announce, follow, held_liaison, liaisons, of_this_school};
pub(super) use links::{Link, attach, detach, feeders, open, others, schools};
pub(super) use proposals::{Proposal, decide, end_between, held, propose, waiting};
