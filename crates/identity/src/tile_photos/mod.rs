//! Photographs of children on the tiles of a class session, in the place of their animal.
//!
//! Invariants: none where the head has not switched them on, nor without the yes of a guardian who has authority,
//! nor against the no of one. A picture is seen on the tablet where the class is open and by who teaches the class;
//! its bytes do not exist for anybody else. A no, from whichever guardian, takes it away in its transaction.

mod actions;
mod bytes;
mod family;
mod letter;
mod night;
mod pages;
mod queries;
mod rules;
mod upload;
mod waits;

pub(crate) use bytes::of_place;
pub use letter::{LETTER, letter};
pub use night::forget;
pub(crate) use queries::{asks, is_on};
pub use waits::waits;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const SCHOOL: &str = "/ecole/{school}/photos";
    Routes::new()
        .get(SCHOOL, Access::Heads.sensitive(), pages::school)
        .post(SCHOOL, Access::Heads.sensitive(), actions::switch)
        .get("/ecole/{school}/classe/{class}/photos", Access::SchoolAdults, pages::class)
        .get("/ecole/{school}/classe/{class}/eleves/{pupil}/photo", Access::SchoolAdults, bytes::of_class)
        .upload(
            "/ecole/{school}/classe/{class}/eleves/{pupil}/photo",
            Access::SchoolAdults,
            upload::LARGEST,
            actions::put,
        )
        .post(
            "/ecole/{school}/classe/{class}/eleves/{pupil}/photo/enlever",
            Access::SchoolAdults,
            actions::take,
        )
        .post(
            "/ecole/{school}/classe/{class}/eleves/{pupil}/photo/accord",
            Access::SchoolAdults,
            actions::on_paper,
        )
        .get("/moi/photos", Access::Adults, family::show)
        .post("/moi/photos/{pupil}", Access::Adults, family::answer)
}
