//! Service by service.

use super::queries::{self, Use};
use crate::address;
use crate::cas::rules::identifier;
use crate::registry::rules::ATTRIBUTES;
use askama::Template;
use axum::extract::State;
use identity::App;
use kernel::{Answer, Oneself, Page};

#[derive(Template)]
#[template(path = "received/received.html")]
struct Received {
    services: Vec<Told>,
}

struct Told {
    name: String,
    host: String,
    what: Vec<&'static str>,
    identifier: String,
    since: String,
    last: Option<String>,
    times: i32,
}

pub(super) async fn received(State(app): State<App>, oneself: Oneself) -> Answer<Page> {
    let uses = queries::uses(&app.db.pool, &oneself).await?;
    let told = |u: Use| Told {
        host: address::host(&u.address),
        what: ATTRIBUTES.iter().filter(|a| u.told.iter().any(|t| t == a.0)).map(|a| a.1).collect(),
        identifier: identifier(&app.vault, u.service_id, oneself.person),
        since: app.db.clock.spoken(u.told_at),
        last: u.last_at.map(|at| app.db.clock.spoken(at)),
        times: u.times,
        name: u.service,
    };
    let body = Received { services: uses.into_iter().map(told).collect() };
    Page::new("Ce que les autres services reçoivent", &body)
}
