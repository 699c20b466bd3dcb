//! Sheets: slips to cut out and letters, with a login and a fresh code, to hand over.
//!
//! Invariants: a code is shown once, on the sheet that it was made for: a PDF that goes to whoever asked and is
//! not kept, or a page. Nobody prints a way into an account that
//! reaches further than she does: a class's teacher none of somebody who works in a school or for the
//! project, a head none of a head's or of the project's, nor of somebody whom she named by hand and who is
//! known elsewhere.

mod actions;
mod pages;
mod press;
mod queries;
mod rules;

pub(crate) use actions::{hashed, write};
pub(crate) use pages::{slip_of, slips};
pub(crate) use press::{Form as Paper, pdf};
pub(crate) use queries::{Receiver, adults, families, pupils};

use crate::App;
use crate::accounts::codes;
use kernel::{Access, Routes};

/// Somebody, and the code in clear, this once.
pub(crate) struct Slip {
    receiver: Receiver,
    code: String,
    pupil: bool,
}

impl Slip {
    pub(crate) fn fresh(receiver: Receiver, pupil: bool) -> Self {
        let code = if pupil { codes::fresh_pupil() } else { codes::fresh_adult() };
        Self { receiver, code, pupil }
    }
}

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/ecole/{school}/fiches", Access::SchoolAdults.sensitive(), pages::choose)
        .post("/ecole/{school}/fiches", Access::SchoolAdults.sensitive(), actions::print)
        .get("/pilotage/fiches-direction", Access::Project.sensitive(), pages::choose_heads)
        .post("/pilotage/fiches-direction", Access::Project.sensitive(), actions::print_heads)
}
