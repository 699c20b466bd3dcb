//! A space of a CM2 class with a class of collège: opened by who leads the class, with a named class and a last
//! day. Its pupils keep their account and login over the summer. Adults of the collège come with an access for a
//! time ([`crate::delegation`]).
//!
//! Invariant: it ends by itself, at the latest on 31 December of the year in which its pupils enter collège; who
//! is in it through it alone has nothing of the school's.

mod actions;
mod night;
mod pages;
mod queries;
mod rules;

use crate::App;
use kernel::{Access, Routes};

pub use night::night;

pub(crate) fn routes() -> Routes<App> {
    use Access::{Members, SchoolAdults};
    Routes::new()
        .get("/ecole/{school}/classe/{class}/sixieme", SchoolAdults, pages::of_class)
        .post("/ecole/{school}/classe/{class}/sixieme", SchoolAdults, actions::open)
        .post("/ecole/{school}/classe/{class}/sixieme/{space}", SchoolAdults, actions::change)
        .get("/espace/{space}", Members, pages::space)
}
