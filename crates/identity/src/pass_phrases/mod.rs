//! Secret words: from CE2 on, a pupil chooses five words or more, and types them however he likes.
//!
//! Invariants: nobody but the child ever sees them, not even his teacher; what is kept is argon2id of the words as
//! they are compared (small letters, no accents, no articles). They take the place of the printed code.

mod actions;
mod pages;
mod queries;
pub mod rules;

pub(crate) use queries::should_choose;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/mes-mots", Access::Members, pages::choose)
        .post("/mes-mots", Access::Members, actions::choose)
        .get("/ecole/{school}/classe/{class}/mots-secrets", Access::SchoolAdults, pages::lesson)
}
