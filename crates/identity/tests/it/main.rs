//! People and access, through the front door, with the Cast.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails, saying where")]

mod activation;
mod audiences;
mod back_in;
mod cards;
mod children;
mod class_session;
mod communication_rules;
mod confirm;
mod containment;
mod delegation;
mod devices;
mod factors;
mod families;
mod first_use;
mod groups;
mod lending;
mod mandates;
mod me;
mod pass_phrases;
mod people;
mod persons;
mod reach;
mod reset;
mod roster;
mod school;
mod sheet_runs;
mod sheets;
mod sign_in;
mod standing;
mod team;
mod tile_photos;
mod ways;
