//! The log: what waits, then what was.

use super::queries::{self, Entry};
use super::rules::{KINDS, french};
use crate::sector;
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::{self, Sought, full_day};
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
    parties: Vec<(String, String)>,
    schools: Vec<(String, String)>,
    colleges: Vec<(String, String)>,
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
    let entries = queries::entries(&db.pool, actor, (None, party.parse().ok())).await?;
    let (parties, schools, colleges) = with_whom(db, actor).await?;
    let refused = again.is_refused();
    let words = |all: Vec<(Uuid, String)>| all.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let body = ListPage {
        late: entries.iter().filter(|e| e.waits() && e.again_on.is_some_and(|d| d < today)).count(),
        entries,
        parties: words(parties),
        schools: words(schools),
        colleges: words(colleges),
        party: party.to_owned(),
        project: actor.is_project(),
        today,
        again,
    };
    let page = Page::new("Contacts avec les collectivités", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

type Named = Vec<(Uuid, String)>;

/// The parties, the schools that the actor steers, the collèges that they feed.
pub(super) async fn with_whom(db: &Db, actor: &Actor) -> Result<(Named, Named, Named), Error> {
    let parties = queries::parties(&db.pool).await?;
    let sought = Sought { most: 5000, ..Sought::default() };
    let schools = steering::schools(&db.pool, actor, &sought).await?;
    let named = schools.into_iter().map(|s| (s.id.0, format!("{}, {}", s.name, s.commune)));
    let colleges = sector::visible(&db.pool, actor).await?;
    Ok((parties, named.collect(), colleges))
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
