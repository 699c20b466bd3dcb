//! Grants: what others pay, on claims, against what was spent (domain §4.5; European ones included): rate, eligible costs,
//! evidence, indicators, duties of publicity.
//!
//! Invariant: what is claimed is the rate of what was spent, and all claims together never pass what was granted.

mod actions;
mod pages;
mod queries;
mod rules;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/finances/aides", Access::Project, pages::list)
        .post("/finances/aides", Access::Project, actions::make)
        .get("/finances/aide/{grant}", Access::Project, pages::grant)
        .post("/finances/aide/{grant}/demandes", Access::Project, actions::claim)
        .post("/finances/aide/{grant}/demande/{claim}/versement", Access::Project, actions::pay)
        .post("/finances/aide/{grant}/indicateurs", Access::Project, actions::target)
        .post("/finances/aide/{grant}/indicateur/{indicator}", Access::Project, actions::reach)
}
