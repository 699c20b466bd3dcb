//! Imports through the browser: receive a feed, look at what it would do, apply it; a head reads hers.
//!
//! Invariants. Nothing is applied that nobody has confirmed after its preview. A head reads the lines of
//! her own school, of imports that were applied, and nothing else. A feed's bytes leave the store once it
//! is applied or refused, or once nobody has confirmed it for two weeks. The last one is taken back only after somebody
//! has seen what that would do.

mod actions;
mod jobs;
mod pages;
mod queries;
mod retention;
mod rollback;
mod rules;
mod upload;

pub(crate) use queries::{Headed, headed};
pub use retention::{forget_feeds, forget_journal, forget_lines};

use ::jobs::Worker;
use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/pilotage/imports", Access::Project, pages::list)
        .upload("/pilotage/imports", Access::Project, upload::LARGEST, actions::receive)
        .get("/pilotage/imports/{import}", Access::Project, pages::import)
        .post("/pilotage/imports/{import}/appliquer", Access::Project.sensitive(), actions::apply)
        .post("/pilotage/imports/{import}/defaire/apercu", Access::Project, rollback::look)
        .post("/pilotage/imports/{import}/defaire", Access::Project.sensitive(), rollback::confirm)
        .get("/ecole/{school}/imports", Access::Heads, pages::school_list)
        .get("/ecole/{school}/imports/{import}", Access::Heads, pages::school_import)
}

pub(crate) fn work(worker: Worker<App>, after: crate::After) -> Worker<App> {
    worker.on(move |app, job| jobs::read_feed(app, job, after)).on(rollback::undo_feed)
}
