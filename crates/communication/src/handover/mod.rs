//! « Passation »: a teacher leaves a class, a head a school. She takes with her what is hers, and leaves what is
//! the school's to whoever comes.
//!
//! Invariant: it happens whether or not she prepares it; her successor sees it once she no longer has the place,
//! never before, and reads neither what families answered nor a draft that was not given.

mod actions;
mod pages;
mod queries;
mod retention;
mod rules;

use identity::App;
use kernel::{Access, Routes};

pub use retention::forget;

#[must_use]
pub fn routes() -> Routes<App> {
    use Access::SchoolAdults;
    Routes::new()
        .get("/passation", SchoolAdults, pages::list)
        .get("/passation/{place}", SchoolAdults, pages::leave)
        .post("/passation/{place}", SchoolAdults, actions::write)
        .get("/passation/{place}/de/{person}", SchoolAdults, pages::receive)
        .post("/passation/{place}/de/{person}", SchoolAdults, actions::done)
        .post("/passation/reprendre/{item}", SchoolAdults, actions::reuse)
}
