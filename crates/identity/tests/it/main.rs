//! People and access, through the front door, with the Cast.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails, saying where")]

mod activation;
mod audiences;
mod back_in;
mod confirm;
mod containment;
mod devices;
mod factors;
mod me;
mod people;
mod reset;
mod school;
mod sheets;
mod sign_in;
