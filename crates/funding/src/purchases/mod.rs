//! Group purchases (domain row 83): the project opens a campaign with its catalogue, communes adhere by an act, schools say
//! their needs and their commune validates them; closing makes the order book; what comes is received, and stands in the
//! register of equipment from then on.
//!
//! Invariants: nothing of a campaign changes once its order book is closed but what is delivered and received; a commune
//! is bound by its own act only; no more is delivered than was ordered, and nothing is received twice.

mod account;
mod actions;
mod campaign;
mod deliveries;
mod members;
mod pages;
mod queries;
mod received;
mod rules;
mod school;

pub(crate) use queries::ordered_by_commune;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const SCHOOL: Access = Access::Adults;
    const WIDE: Access = Access::Territory;
    Routes::new()
        .get("/achats", WIDE, pages::list)
        .post("/achats", Access::Project, actions::open)
        .get("/achats/{campaign}", WIDE, campaign::campaign)
        .post("/achats/{campaign}/articles", Access::Project, actions::item)
        .post("/achats/{campaign}/commande", Access::Project, actions::order)
        .post("/achats/{campaign}/adhesions", WIDE, members::adhere)
        .post("/achats/{campaign}/commune/{commune}/validation", WIDE, members::validate)
        .get("/achats/{campaign}/commune/{commune}", WIDE, account::account)
        .get("/achats/{campaign}/commune/{commune}/document", WIDE, account::document)
        .get("/achats/{campaign}/commune/{commune}/tableau", WIDE, account::table)
        .get("/ecole/{school}/achats", SCHOOL, school::purchases)
        .post("/ecole/{school}/achats/{campaign}/besoins", SCHOOL, school::say_needs)
        .post("/ecole/{school}/achats/ligne/{line}/livraisons", SCHOOL, deliveries::deliver)
        .post("/ecole/{school}/achats/livraison/{delivery}/reception", SCHOOL, deliveries::accept)
}
