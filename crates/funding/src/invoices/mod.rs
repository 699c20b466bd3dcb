//! Invoices as documents (domain rows 83, 96): what was invoiced, what it pays, what each commune bears of it; beside what
//! it committed to and what is consumed.
//!
//! Invariants: an invoice is a PDF that was recognised as one, and is kept once; its shares add up to it, to the cent; a
//! commune reads those that it bears a part of, the project all.

mod actions;
mod bytes;
mod pages;
mod queries;
mod rules;

use cockpit::upload;
use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const WHO: Access = Access::Territory;
    Routes::new()
        .get("/finances/factures", WHO, pages::list)
        .upload("/finances/factures", Access::Project, upload::LARGEST, actions::keep)
        .get("/finances/facture/{invoice}", WHO, pages::invoice)
        .get("/finances/facture/{invoice}/piece", WHO, bytes::piece)
}
