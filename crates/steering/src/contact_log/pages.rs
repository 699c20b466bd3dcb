//! The log: what waits, then what was.

use super::queries::{self, Entry};
use super::rules::{KINDS, WithWhom, french};
use crate::sector;
use askama::Template;
use chrono::NaiveDate;
use cockpit::offered::{self, Offered};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Error, Page, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    fait: Option<String>,
    partie: String,
}

#[derive(Template)]
#[template(path = "contact_log/list.html")]
struct ListPage {
    entries: Vec<Entry>,
    late: usize,
    with: WithWhom,
    /// Those by whom the log may be filtered.
    filter: Offered,
    party: String,
    project: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    let again = Again::done(asked.fait.is_some());
    page(&db, &actor, &asked.partie, again).await
}

pub(super) async fn page(db: &Db, actor: &Actor, party: &str, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let parties = queries::parties(&db.pool).await?;
    let with = with_whom(db, actor, &parties, |field| again.typed("contact", field)).await?;
    let filter = Offered::of(&parties, party);
    let these: Vec<Uuid> = filter.found.iter().map(|(id, _)| *id).collect();
    let these = match filter.by_name {
        Some(_) => Some(these).filter(|_| !party.is_empty()),
        None => party.parse().ok().map(|id| vec![id]),
    };
    let entries = queries::entries(&db.pool, actor, (None, these.as_deref())).await?;
    let refused = again.is_refused();
    let body = ListPage {
        late: entries.iter().filter(|e| e.waits() && e.again_on.is_some_and(|d| d < today)).count(),
        entries,
        with,
        filter,
        party: party.to_owned(),
        project: actor.is_project(),
        today,
        again,
    };
    let page = Page::new("Contacts avec les collectivités", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

/// `typed`: what was typed in a field of the form.
pub(super) async fn with_whom<'a>(
    db: &Db,
    actor: &Actor,
    parties: &[(Uuid, String)],
    typed: impl Fn(&str) -> &'a str,
) -> Result<WithWhom, Error> {
    Ok(WithWhom {
        parties: Offered::of(parties, typed("partie")),
        schools: Offered::of(&offered::schools(db, actor).await?.0, typed("ecole")),
        colleges: Offered::of(&sector::visible(&db.pool, actor).await?, typed("college")),
    })
}

impl ListPage {
    fn kinds() -> Vec<(String, String)> {
        KINDS.iter().map(|k| (k.0.to_owned(), k.1.to_owned())).collect()
    }

    fn french(kind: &str) -> &'static str {
        french(kind)
    }

    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn form(of: &Uuid) -> String {
        format!("suite-{of}")
    }

    fn is_late(&self, day: &NaiveDate) -> bool {
        *day < self.today
    }
}
