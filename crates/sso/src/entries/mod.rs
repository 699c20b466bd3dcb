//! CAS once more, this side being the client: a browser leaves for another ENT and comes back with a ticket; we ask that ENT
//! once whose it is, and whom its account opens here (`identity::sources`).
//!
//! Invariants: nothing is asked of the other ENT, and nobody signed in, for a browser that did not begin here; a ticket is
//! asked about at the address that was written down and nowhere else; an account that nobody linked opens nothing, whatever
//! is said of it.

mod answer;
mod ask;
mod come;
mod link;
mod over;
mod shut;

use crate::address;
use identity::App;
use identity::sources::{self, Source};
use kernel::{Access, Error, Routes};
use uuid::Uuid;

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/entrer/{source}", Access::Anyone, come::go)
        .get("/entrer/{source}/retour", Access::Anyone, come::back)
        .post("/entrer/{source}/retour", Access::Anyone, over::over)
        // As a sensitive act, in `link`: a pupil, who is never asked to confirm, may link as well.
        .get("/entrer/{source}/relier", Access::Members, link::ask)
        .post("/entrer/{source}/relier", Access::Members, link::link)
}

/// One that is open today, at an address that may be asked.
async fn open(app: &App, id: Uuid) -> Result<Source, Error> {
    let source = sources::one(&app.db.pool, id).await?;
    let may_ask = address::asked(&source.said.address, app.settings.inner_network).is_some();
    if may_ask && source.is_open(app.db.clock.today()) { Ok(source) } else { Err(Error::NotFound) }
}
