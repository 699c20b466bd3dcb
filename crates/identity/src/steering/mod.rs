//! Schools as those see them who steer them without working in them: an inspector those of her circonscription, the
//! project's people all.
//!
//! Invariant: adults have names here, pupils and families are counted, and a count that could point at somebody is
//! not said.

mod queries;
mod rules;

pub use queries::{
    Adult, Circonscription, Figures, SchoolLine, Sought, Steered, adults, circonscription, few_communes,
    figures, school, schools, territories,
};
pub use rules::{few, full_day, share};
