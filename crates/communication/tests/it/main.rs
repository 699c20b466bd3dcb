//! Communication, through the front door, with the Cast.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, saying where")]

mod news;
