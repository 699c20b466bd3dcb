//! The storage crate through its public door: real files, real helpers, a real database, a real S3 server.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail like tests: at once")]

mod documents;
mod helpers;
mod keeping;
mod names;
mod photos;
mod sounds_and_films;
mod stores;
