//! Somebody who is at school today and in no feed: a pupil, a guardian, an adult, made by hand and usable the
//! same minute.
//!
//! Invariants: whom we may know already is shown before anything is made, and of a child of another school only
//! that there is one. A head makes for her school; a class's teacher, pupils of her class and their guardians.
//! Whom the directory names later becomes this same person (directory: 3_people.sql).

mod actions;
mod pages;
mod queries;
mod rules;

pub(crate) use rules::{Kind, LEVELS, RELATIONS, Typed, identity};

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const FORM: &str = "/ecole/{school}/personnes/nouvelle/{kind}";
    Routes::new()
        .get("/ecole/{school}/personnes/nouvelle", Access::SchoolAdults, pages::choose)
        .get(FORM, Access::SchoolAdults, pages::form)
        .post(FORM, Access::SchoolAdults, actions::make)
        .get("/ecole/{school}/personnes/nouvelle/fait/{person}", Access::SchoolAdults, pages::made)
        .post(
            "/ecole/{school}/personnes/nouvelle/fait/{person}",
            Access::SchoolAdults.sensitive(),
            actions::slip,
        )
}
