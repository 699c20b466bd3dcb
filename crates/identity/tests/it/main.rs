//! People and access, through the front door, with the Cast.

mod activation;
mod audiences;
mod me;
mod reset;
mod school;
mod sheets;
mod sign_in;
