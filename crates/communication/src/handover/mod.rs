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
    // Adults: whoever has just left her last school still hands over.
    use Access::Adults;
    Routes::new()
        .get("/passation", Adults, pages::list)
        .get("/passation/{place}", Adults, pages::leave)
        .post("/passation/{place}", Adults, actions::write)
        .get("/passation/{place}/de/{person}", Adults, pages::receive)
        .post("/passation/{place}/de/{person}", Adults, actions::done)
        .post("/passation/reprendre/{item}", Adults, actions::reuse)
}
