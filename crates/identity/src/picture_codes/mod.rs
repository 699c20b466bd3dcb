//! Picture codes: a child's own animal, and three pictures that open, together with a tablet where the class is
//! open or with a printed card; never alone.
//!
//! Invariants: a try is counted before it is compared; after twenty wrong ones since the child last came in,
//! nothing but the teacher opens again. A code is shown once, on the page that made it.

mod actions;
mod check;
mod pages;
pub mod pictures;
pub(crate) mod queries;
pub mod rules;

pub(crate) use check::{Check, Touched, check};
pub(crate) use pages::{Pad, pad};

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const PUPIL: &str = "/ecole/{school}/classe/{class}/eleves/{pupil}/images";
    let teachers = Access::SchoolAdults.sensitive();
    Routes::new()
        .get(PUPIL, teachers, pages::choose)
        .post(PUPIL, teachers, actions::choose)
        .post("/ecole/{school}/classe/{class}/eleves/{pupil}/animal", Access::SchoolAdults, actions::animal)
        .post("/ecole/{school}/classe/{class}/images", teachers, actions::sheet)
}
