//! What being carried together brings (domain rows 76b, 87): each advantage as it was announced, by what one would see it,
//! what was seen, with its source; and what is counted by itself.
//!
//! Invariant: nothing is said to be brought without a fact, a day and a source.

mod actions;
mod pages;
mod queries;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/avantages", Access::Territory, pages::list)
        .post("/avantages", Access::Project, actions::announce)
        .post("/avantages/{benefit}/faits", Access::Project, actions::see)
        .post("/avantages/{benefit}/retrait", Access::Project, actions::drop_benefit)
}
