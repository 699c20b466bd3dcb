//! The head helps an adult of her school back in: a new code, the second factor taken away, an account blocked at
//! once and opened again.
//!
//! Invariant: nobody gives a way into an account that reaches further than she does: a head none of a head's or
//! of the project's. The code is shown once; she never sees a secret that somebody chose.

mod actions;
mod pages;
mod queries;

pub use queries::{block, fresh_code, unblock};

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    let heads = Access::Heads.sensitive();
    Routes::new()
        .get("/ecole/{school}/adulte/{person}", heads, pages::show)
        .post("/ecole/{school}/adulte/{person}/code", heads, actions::code)
        .post("/ecole/{school}/adulte/{person}/bloquer", heads, actions::block)
        .post("/ecole/{school}/adulte/{person}/debloquer", heads, actions::unblock)
}
