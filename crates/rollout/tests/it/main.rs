//! The rollout through its front door, in one binary.

#![expect(clippy::unwrap_used, reason = "in tests a panic is the message, also in what they share")]
#![expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
#![expect(
    clippy::too_many_lines,
    clippy::type_complexity,
    reason = "tables of what is sent and what is answered"
)]

mod administrators;
mod backing;
mod board;
mod booking;
mod bundles;
mod changes;
mod contract;
mod conventions;
mod deputy;
mod domains;
mod equipment;
mod events;
mod governance;
mod indicators;
mod invoices;
mod joining;
mod legal;
mod letters;
mod money;
mod newsletter;
mod on_site;
mod options;
mod packs;
mod parties;
mod phases;
mod project;
mod purchases;
mod rallying;
mod requirements;
mod retention;
mod sector;
mod tenders;
mod traces;
mod training;
mod virtual_class;
