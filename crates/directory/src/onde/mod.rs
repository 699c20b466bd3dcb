//! ONDE: the head's own exports (pupils, relatives, teachers), where no feed comes or before it comes.
//!
//! Invariants: nothing is applied that the head has not seen, line by line; each line is either in or explained;
//! all of it in one transaction. What the academy's directory says of somebody, these files never change.

mod actions;
mod apply;
mod columns;
mod next_year;
mod pages;
mod plan;
mod queries;
mod records;
mod table;
mod upload;

pub use actions::forget_onde;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const ONE: &str = "/ecole/{school}/onde/{onde}";
    Routes::new()
        .get("/ecole/{school}/onde", Access::Heads, pages::list)
        .upload("/ecole/{school}/onde", Access::Heads, upload::LARGEST, actions::receive)
        .get(ONE, Access::Heads, pages::one)
        .post("/ecole/{school}/onde/{onde}/corriger", Access::Heads, actions::correct)
        .post("/ecole/{school}/onde/{onde}/appliquer", Access::Heads.sensitive(), actions::apply)
        .post("/ecole/{school}/onde/{onde}/rentree", Access::Heads, next_year::draft)
        .post("/ecole/{school}/onde/{onde}/abandonner", Access::Heads, actions::drop_it)
}
