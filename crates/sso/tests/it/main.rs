//! Other services that recognise our people, through the front door, in one binary.

#![expect(clippy::unwrap_used, reason = "in tests a panic is the message, also in what they share")]
#![expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]

mod answers;
mod coming;
mod entering;
mod keeping;
mod leaving;
mod sources;
mod tickets;
mod two;
mod world;
