//! Groups that a school makes by hand: « Chorale », « Lecture CP bleus »; pupils of several classes, with adults. Those
//! of the directory are the feed's, and are not here.
//!
//! Invariants: nobody puts a pupil into a group whom she does not lead (a teacher those of her classes, the head all);
//! no feed touches such a group; being of its team opens no way into a pupil's account; it ends with the school year,
//! as a class does.

mod actions;
mod pages;
mod queries;
mod rules;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    use Access::SchoolAdults;
    Routes::new()
        .get("/ecole/{school}/groupes", SchoolAdults, pages::list)
        .post("/ecole/{school}/groupes", SchoolAdults, actions::make)
        .get("/ecole/{school}/groupes/{group}", SchoolAdults, pages::group)
        .post("/ecole/{school}/groupes/{group}/nom", SchoolAdults, actions::rename)
        .post("/ecole/{school}/groupes/{group}/eleves", SchoolAdults, actions::set_pupils)
        .post("/ecole/{school}/groupes/{group}/adultes", SchoolAdults, actions::set_adults)
        .post("/ecole/{school}/groupes/{group}/fermer", SchoolAdults, actions::close)
}
