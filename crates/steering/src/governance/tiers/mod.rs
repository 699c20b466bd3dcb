//! Two tiers (domain row 100): the academic body, and a reference group in each department. A group files a report, which
//! stands on the next agenda of the body that it reports to; that body sends a decision down, and each group says that it
//! has taken note of it and what it does.
//!
//! Invariants: only what both colleges have decided is sent; a group speaks by one of its members, or the team writes what a
//! member said; a report is seen once, by a meeting that had it on its agenda or by somebody who sits there; who has not
//! answered is shown wherever the decision is.

mod actions;
mod queries;
mod rules;
mod view;

pub(super) use queries::{Group, Waits, see, unseen, waits};
pub(super) use view::{Groups, Tiers};

use identity::App;
use kernel::{Access, Routes};

pub(super) fn routes() -> Routes<App> {
    const WHO: Access = Access::Territory;
    Routes::new()
        .post("/gouvernance/instance/{body}/rattachement", WHO, actions::tie)
        .post("/gouvernance/instance/{body}/rapports", WHO, actions::report)
        .post("/gouvernance/rapport/{report}/vu", WHO, actions::seen)
        .post("/gouvernance/decision/{decision}/envoi", WHO, actions::send)
        .post("/gouvernance/instance/{body}/recue/{decision}", WHO, actions::note)
}
