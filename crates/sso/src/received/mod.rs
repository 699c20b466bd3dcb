//! « Ce que les autres services reçoivent »: of oneself, service by service. Also for who is leaving: it is her data.

mod pages;
mod queries;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new().get("/moi/mes-donnees/services", Access::OwnData, pages::received)
}
