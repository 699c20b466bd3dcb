//! Tickets (domain rows 91, 118–127): whoever needs help asks in two minutes; who is near answers first, the project’s
//! domains next, the publisher last; one thread all the way.
//!
//! Invariants: a ticket is read by who asked and by who works or has worked a queue that it was in, and by nobody else; what
//! is confidential by who works it now. Two who act at once: the second changes nothing and is told. No name of a pupil
//! stands in a subject, no content in a letter.

mod act;
mod ask;
mod asker;
mod bytes;
mod call;
pub(crate) mod desk;
mod external;
pub(crate) mod hours;
mod list;
mod night;
pub(crate) mod problem;
pub(crate) mod queries;
pub(crate) mod rules;
mod show;
pub(crate) mod told;
mod upload;
mod without;
pub(crate) mod words;

pub(crate) use external::work;
pub(crate) use night::{forget, mask, measure, night};
pub use told::LETTERS;
pub(crate) use told::letter;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const WHO: Access = Access::Adults;
    Routes::new()
        .get("/aide", Access::Anyone, list::mine)
        .get("/aide/demander", WHO, ask::form)
        .upload("/aide/demander", WHO, upload::LARGEST, ask::ask)
        .get("/aide/demande/{ticket}", WHO, show::ticket)
        .get("/aide/demande/{ticket}/fichier/{file}", WHO, bytes::file)
        .upload("/aide/demande/{ticket}/message", WHO, upload::LARGEST, asker::reply)
        .post("/aide/demande/{ticket}/cloture", WHO, asker::close)
        .post("/aide/demande/{ticket}/reouverture", WHO, asker::reopen)
        .upload("/assistance/demande/{ticket}/reponse", WHO, upload::LARGEST, act::answer)
        .post("/assistance/demande/{ticket}/prise", WHO, act::take)
        .post("/assistance/demande/{ticket}/priorite", WHO, act::priority)
        .post("/assistance/demande/{ticket}/probleme", WHO, problem::tie)
        .post("/assistance/demande/{ticket}/transfert", WHO, act::transfer)
        .post("/assistance/demande/{ticket}/resolution", WHO, act::resolve)
        .post("/assistance/demande/{ticket}/confirmation", WHO, act::confirm)
        .post("/assistance/demande/{ticket}/externe", WHO, external::file)
        .post("/assistance/demande/{ticket}/externe/{external}", WHO, external::said)
        .get("/assistance", WHO, list::queues)
        .get("/assistance/appel", WHO, call::form)
        .post("/assistance/appel", WHO, call::write)
        .get("/aide/sans-compte", Access::Anyone, without::form)
        .post("/aide/sans-compte", Access::Anyone, without::ask)
}
