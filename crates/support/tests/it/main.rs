//! The help through its front door, in one binary.

#![expect(clippy::unwrap_used, reason = "in tests a panic is the message, also in what they share")]
#![expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
#![expect(clippy::too_many_lines, reason = "tables of what is sent and what is answered")]

mod canned;
mod channels;
mod figures;
mod knowledge;
mod known;
mod levels;
mod mailbox;
mod reading;
mod world;
