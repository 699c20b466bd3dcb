//! All local options on one page: what each does, where it stands, where it is changed, and whether it needs a legal check
//! before it is switched on (domain row 135). The options and the fence are `identity::options`.

mod actions;
mod page;
mod queries;
mod rules;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/pilotage/options", Access::Counsel, page::options)
        .post("/pilotage/options/{option}", Access::Counsel, actions::check)
        .post("/pilotage/options/{option}/retrait", Access::Counsel, actions::take_back)
}
