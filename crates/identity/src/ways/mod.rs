//! The ways in of a class's pupils, for its teachers and the head: which way, who never came, a new secret,
//! blocked and opened again at once.
//!
//! Invariants: only who teaches the class (for good, or as a substitute to whom it was given) or heads its school
//! settles a way in, and only of a pupil who is in the class today. A teacher lifts no block but a teacher's. She never
//! sees a secret that a child chose.

mod actions;
mod pages;
mod queries;
pub mod rules;

pub(crate) use actions::refused;
pub(crate) use queries::{Led, LedPupil, led, led_both, led_pupil, led_pupils};
pub(crate) use rules::Way;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const ALL: &str = "/ecole/{school}/classe/{class}/entrees";
    Routes::new()
        .get(ALL, Access::SchoolAdults, pages::show)
        .post(ALL, Access::SchoolAdults, actions::choose_way)
        .post(
            "/ecole/{school}/classe/{class}/eleves/{pupil}/code",
            Access::SchoolAdults.sensitive(),
            actions::fresh_code,
        )
        .post("/ecole/{school}/classe/{class}/eleves/{pupil}/bloquer", Access::SchoolAdults, actions::block)
        .post(
            "/ecole/{school}/classe/{class}/eleves/{pupil}/debloquer",
            Access::SchoolAdults,
            actions::unblock,
        )
}
