//! A name is tried: looked up, its certificate fetched, a page asked for. In the background, for a name that was agreed
//! to and whose suffix is still the project’s; each night for all of them.

use super::queries;
use super::rules::{self, Rules, Step};
use super::tried::{self, Tried};
use super::{certificate, dns};
use chrono::{DateTime, Utc};
use identity::App;
use identity::steering::full_day;
use jobs::{Job, Worker};
use kernel::Error;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TryName {
    pub request: Uuid,
}

impl Job for TryName {
    const KIND: &'static str = "try_name";
    const MAX_ATTEMPTS: i16 = 3;
}

#[must_use]
pub fn work(worker: Worker<App>) -> Worker<App> {
    worker.on(|app: App, job: TryName| async move { try_name(&app, job.request).await })
}

/// Each name in use is tried again: what was good yesterday may have ended.
pub async fn night(app: &App) -> Result<(), Error> {
    let mut tx = app.db.begin().await?;
    for request in queries::in_use(tx.conn()).await? {
        jobs::enqueue(&mut tx, &TryName { request }).await?;
    }
    tx.commit().await
}

async fn try_name(app: &App, request: Uuid) -> Result<(), Error> {
    let Some(name) = queries::to_try(&app.db.pool, request).await? else { return Ok(()) };
    let set = queries::rules(&app.db.pool).await?;
    let tried = look(app, &name, &set).await;
    let mut tx = app.db.begin().await?;
    queries::keep(&mut tx, request, &tried).await?;
    tx.commit().await
}

async fn look(app: &App, name: &str, set: &Rules) -> Tried {
    if !rules::is_under(name, &set.suffixes) && name != set.common {
        let sentence = "Ce nom n’est plus sous un domaine du projet\u{a0}: on ne l’essaie pas.".to_owned();
        return Tried { reached: Step::Nothing, sentence, addresses: Vec::new(), certificate: None };
    }
    let how = &app.settings.names;
    let addresses =
        match tried::located(dns::look_up(name, how.server).await, set, app.settings.inner_network) {
            Ok(addresses) => addresses,
            Err(tried) => return *tried,
        };
    let mut tried = None;
    // Each address that the name leads to has to hold: a visitor gets any of them.
    for address in &addresses {
        let port = how.port.unwrap_or(443);
        let found = certificate::fetch(name, *address, port, how.root.as_deref(), app.db.clock.now()).await;
        let spoken = |at: DateTime<Utc>| full_day(app.db.clock.day_of(at));
        let one = tried::reached(found, addresses.clone(), spoken);
        let good = one.reached == Step::Page;
        tried = Some(one);
        if !good {
            break;
        }
    }
    tried.unwrap_or(Tried { reached: Step::Name, sentence: String::new(), addresses, certificate: None })
}
