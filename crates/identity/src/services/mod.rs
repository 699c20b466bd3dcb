//! Which services a school’s offer holds (domain row 25). The rollout says which bundle a school has; here is what that
//! closes, and the sentence with which each gate says so.
//!
//! Invariants: a school that was never given a bundle has everything; what is not in the offer closes what would be
//! begun, never what is there: it is still read and exported.

mod queries;
mod rules;

pub use queries::{closed_everywhere, refusal, refusal_of_families, refusal_to};
pub use rules::{SERVICES, Service, not_offered};
