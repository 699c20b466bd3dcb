//! What is handed out, of an event or of the project: versions, an author, a licence (domain rows 90, 128, 145).
//!
//! Invariants: a new version keeps the old ones; a document of an event is read by whom the event is for, one of the
//! project by those it names; its bytes were recognised before they were kept, and are only ever downloaded.

mod actions;
mod pages;
mod queries;
mod rules;

pub(crate) use queries::{Document, of_event};

use cockpit::upload;
use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    // Adults of schools and of the territory: `cockpit::people::reader`.
    const WHO: Access = Access::Adults;
    const KEEPS: Access = Access::Steering;
    Routes::new()
        .get("/documents", WHO, pages::list)
        .upload("/documents", KEEPS, upload::LARGEST, actions::add)
        .get("/documents/{document}", WHO, pages::one)
        .upload("/documents/{document}/versions", KEEPS, upload::LARGEST, actions::renew)
        .post("/documents/{document}/retrait", KEEPS, actions::withdraw)
        .get("/documents/{document}/version/{number}", WHO, pages::bytes)
}
