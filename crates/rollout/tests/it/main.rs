//! The rollout through its front door, in one binary.

#![expect(clippy::unwrap_used, reason = "in tests a panic is the message, also in what they share")]

mod project;
