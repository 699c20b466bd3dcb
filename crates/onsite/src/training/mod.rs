//! Training of adults: the plan of a circonscription, a catalogue of courses, their sessions face to face or as virtual
//! classes, who came, what they thought of it (domain rows 28–30, 114, 115).
//!
//! Invariants: a certificate says what whoever gave the session wrote down, and nothing else; an opinion is nobody’s, and
//! none is read under five; a virtual class is entered through an address that our server signed, for somebody who is
//! enrolled or gives it, and no request leaves for a server that the project did not name.

mod actions;
mod courses;
mod documents;
mod enrolment;
mod meeting;
mod opinions;
mod pages;
mod plan;
mod queries;
mod room;
mod rules;
mod server;
mod session;

pub use room::forget_replays;

use identity::App;
use kernel::routes::Gate;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    // Adults of schools and whoever steers them: `queries::reader` says who, the others find nothing.
    const WHO: Access = Access::Adults;
    // Where a stolen session would send everybody.
    const SERVER: Gate = Access::Project.sensitive();
    Routes::new()
        .get("/formations", WHO, pages::list)
        .post("/formations/cours", Access::Steering, actions::make_course)
        .get("/formations/cours/{course}", WHO, courses::course)
        .post("/formations/cours/{course}/fin", Access::Steering, actions::close_course)
        .post("/formations/cours/{course}/sessions", Access::Steering, actions::make_session)
        .get("/formations/session/{session}", WHO, session::session)
        .post("/formations/session/{session}/inscription", WHO, enrolment::oneself)
        .post("/formations/session/{session}/inscrits", WHO, enrolment::others)
        .post("/formations/session/{session}/presences", WHO, enrolment::attendance)
        .post("/formations/session/{session}/avis", WHO, enrolment::opinion)
        .post("/formations/session/{session}/entrer", WHO, room::enter)
        .post("/formations/session/{session}/rediffusion", WHO, room::replay)
        .post("/formations/session/{session}/annulation", Access::Steering, actions::cancel)
        .get("/formations/session/{session}/emargement", WHO, documents::sign_in_sheet)
        .get("/formations/session/{session}/attestation/{person}", WHO, documents::certificate)
        .get("/formations/plan", Access::Steering, plan::plan)
        .post("/formations/plan", Access::Steering, plan::say)
        .get("/formations/serveur", SERVER, server::server)
        .post("/formations/serveur", SERVER, server::say)
}
