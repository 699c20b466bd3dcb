//! Who may write to whom in a school: a preset, changed cell by cell by the head.
//!
//! Invariants: without a decision the usual preset holds; what law and charter forbid is not read from the
//! database and can never be opened; what is decided holds from its commit on, for whatever asks
//! [`of`], [`crate::audiences::reachable`] or [`may_answer`]; what opens more than adults among themselves was checked first
//! ([`crate::options`]).

mod actions;
mod beyond;
mod live;
mod pages;
mod queries;
mod rules;
mod settled;

pub use live::waits;
pub use queries::{Openness, may_answer, of, openness, quiet, works_in};
pub use rules::{COLUMNS, PRESETS, Preset, ROWS, Rules, Who, Whom};
pub use settled::settled;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new().get("/ecole/{school}/regles", Access::SchoolAdults, pages::rules).post(
        "/ecole/{school}/regles",
        Access::Heads.sensitive(),
        actions::change,
    )
}
