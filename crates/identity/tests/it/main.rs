//! People and access, through the front door, with the Cast.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails, saying where")]

mod activation;
mod audiences;
mod cards;
mod children;
mod class_session;
mod confirm;
mod lending;
mod me;
mod pass_phrases;
mod people;
mod reset;
mod school;
mod sheets;
mod sign_in;
mod ways;
