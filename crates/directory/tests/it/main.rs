//! The directory through its front door, in one binary.

#![expect(clippy::unwrap_used, reason = "in tests a panic is the message, also in what they share")]
#![expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]

mod apply;
mod console;
mod feed;
mod imports;
mod mandates;
mod onde;
mod onde_halves;
mod onde_lines;
mod rollback;
