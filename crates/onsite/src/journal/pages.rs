//! The journal, class by class.

use super::queries::{self, School, Written};
use super::rules::{KINDS, french};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Path as Of, PlaceId, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "journal/journal.html")]
struct JournalPage {
    school: School,
    entries: Vec<Written>,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn journal(
    db: Db,
    actor: Actor,
    Of(school): Of<PlaceId>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let school = queries::school(&db.pool, &actor, school, db.clock.today()).await?;
    page(&db, &actor, school, Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, school: School, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let title = format!("Journal de bord\u{a0}: {}", school.name);
    let entries = queries::entries(&db.pool, actor, &school).await?;
    let page = Page::new(title, &JournalPage { school, entries, today: db.clock.today(), again })?;
    Ok(if refused { page.invalid() } else { page })
}

impl JournalPage {
    fn of(&self, class: &Uuid) -> Vec<&Written> {
        self.entries.iter().filter(|e| e.class == *class).collect()
    }

    fn kinds() -> Vec<(String, String)> {
        KINDS.iter().map(|k| (k.0.to_owned(), k.1.to_owned())).collect()
    }

    fn words(kind: &str) -> &'static str {
        french(kind).0
    }

    fn colour(kind: &str) -> &'static str {
        french(kind).1
    }

    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn form(of: &Uuid) -> String {
        format!("entree-{of}")
    }
}
