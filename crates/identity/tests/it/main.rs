//! People and access, through the front door, with the Cast.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails, saying where")]

mod activation;
mod audiences;
mod confirm;
mod delegation;
mod families;
mod me;
mod people;
mod reset;
mod school;
mod sheets;
mod sign_in;
