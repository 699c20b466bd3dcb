//! What stands in the schools: a register of batches for each school, what each must have, who repairs it, what comes to
//! its end (domain rows 18, 38, 39, 84, 85).
//!
//! Invariants: the head, the commune’s agent and the project keep a school’s register, and who works there reads it; what
//! is broken, or open as an incident, does not count as working; what was taken out stays written, with its reason.

mod actions;
mod pages;
mod queries;
mod repairs;
mod rules;
mod territory;
mod territory_actions;

pub(crate) use queries::{add, open_incident};
pub(crate) use rules::New;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const SCHOOL: Access = Access::Adults;
    const WIDE: Access = Access::Territory;
    Routes::new()
        .get("/ecole/{school}/equipement", SCHOOL, pages::register)
        .post("/ecole/{school}/equipement", SCHOOL, actions::add)
        .post("/ecole/{school}/equipement/{batch}", SCHOOL, actions::change)
        .post("/ecole/{school}/equipement/{batch}/sortie", SCHOOL, actions::remove)
        .post("/ecole/{school}/equipement/{batch}/incidents", SCHOOL, repairs::open)
        .post("/ecole/{school}/equipement/incident/{incident}", SCHOOL, repairs::go_on)
        .get("/equipement", WIDE, territory::overview)
        .get("/equipement/remplacement", WIDE, territory::replacement)
        .post("/equipement/regles", Access::Project, territory_actions::rule)
        .post("/equipement/regle/{rule}/fin", Access::Project, territory_actions::drop_rule)
        .post("/equipement/maintenance", WIDE, territory_actions::contract)
}
