//! Whom the next nights erase.

use super::queries::{self, Erased, Leaving};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use database::Db;
use kernel::clock::french_day;
use kernel::{Answer, FieldErrors, Page, PersonId, Query};
use serde::Deserialize;

/// What a page shows; the rest follows when these are gone.
const SHOWN: i64 = 200;

#[derive(Template)]
#[template(path = "leaving/show.html")]
struct Show {
    soon: Vec<Leaving>,
    leaving: i64,
    erased: Vec<Erased>,
    done: Option<&'static str>,
    errors: FieldErrors,
    /// Whose form was not accepted.
    at: Option<PersonId>,
}

impl Show {
    fn day(day: &NaiveDate) -> String {
        format!("{} {}", french_day(*day), day.year())
    }

    fn is_at(&self, person: &PersonId) -> bool {
        self.at == Some(*person)
    }

    fn is_full(&self) -> bool {
        i64::try_from(self.soon.len()).is_ok_and(|n| n >= SHOWN)
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

pub(super) async fn show(db: Db, Query(asked): Query<Asked>) -> Answer<Page> {
    let done = match asked.fait.as_deref() {
        Some("garder") => {
            Some("C’est noté\u{a0}: cette personne ne sera pas effacée tant que vous la gardez.")
        }
        Some("liberer") => Some(
            "C’est noté\u{a0}: cette personne sera effacée à sa date, ou la nuit prochaine si elle est passée.",
        ),
        _ => None,
    };
    page(&db, done, FieldErrors::default(), None).await
}

pub(super) async fn invalid(db: &Db, errors: FieldErrors, at: PersonId) -> Answer<Page> {
    Ok(page(db, None, errors, Some(at)).await?.invalid())
}

async fn page(
    db: &Db,
    done: Option<&'static str>,
    errors: FieldErrors,
    at: Option<PersonId>,
) -> Answer<Page> {
    let soon = queries::soon(&db.pool, db.clock.today(), SHOWN).await?;
    let leaving = queries::count(&db.pool).await?;
    let erased = queries::erased_lately(&db.pool, None, db.clock.today()).await?;
    Page::new("Départs", &Show { soon, leaving, erased, done, errors, at })
}
