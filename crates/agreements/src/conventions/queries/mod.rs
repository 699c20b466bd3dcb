//! The SQL of conventions. Obtained through the actor: the project’s people and the legal adviser read all, an agent those that her commune
//! signs or that list its schools, an inspector those that list her schools. Writing takes what was read.

mod ending;
mod read;
mod write;

pub(super) use ending::{ending, reference, told_of};
pub(super) use read::{Clause, Convention, Line, Party, find, lines};
pub(super) use write::{add_party, amend, end, known_schools, make, sign, write_annex, write_clause};
