//! What the help achieves (domain rows 23, 91, 122, 125): by channel, level and who solved, in hours of service.
//!
//! Invariants: the project reads of all schools, an inspector of hers, a head of her own; what is confidential is in no
//! figure; of opinions fewer than five nothing is said.

mod file;
mod pages;
mod queries;
mod rules;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new().get("/assistance/chiffres", Access::Adults, pages::figures).get(
        "/assistance/chiffres/tableau",
        Access::Adults,
        file::table,
    )
}
