//! What one leaves, and what one takes over.

use super::queries::{self, Given, Line};
use super::rules;
use askama::Template;
use chrono::{Datelike, NaiveDate};
use database::Db;
use identity::handovers::{self, Concerns, Leaves, Received};
use kernel::clock::french_day;
use kernel::{Actor, Answer, FieldErrors, ItemId, Page, Path, PersonId, PlaceId, Query};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

fn day(day: NaiveDate) -> String {
    format!("{} {}", french_day(day), day.year())
}

#[derive(Template)]
#[template(path = "handover/list.html")]
struct List {
    leaves: Vec<Leaves>,
    received: Vec<Received>,
    done: bool,
}

impl List {
    fn day(date: &NaiveDate) -> String {
        day(*date)
    }
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    let today = db.clock.today();
    let body = List {
        leaves: handovers::leaves(&db.pool, &actor, today).await?,
        received: handovers::received(&db.pool, &actor, today).await?,
        done: asked.fait.as_deref() == Some("vu"),
    };
    Page::new("Passations", &body)
}

#[derive(Template)]
#[template(path = "handover/leave.html")]
struct Leave {
    leaves: Leaves,
    after: Vec<String>,
    note: String,
    drafts: Vec<Line>,
    posts: Vec<Line>,
    counted: i64,
    /// What goes on under the next head, while it is hers.
    concerns: Option<Concerns>,
    errors: FieldErrors,
    done: bool,
}

impl Line {
    fn beginning(&self) -> String {
        rules::beginning(&self.body, self.files)
    }

    fn day(&self) -> String {
        day(self.at.date_naive())
    }
}

pub(super) async fn leave(
    db: Db,
    actor: Actor,
    Path(place): Path<PlaceId>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let leaves = handovers::find_leaves(&db.pool, &actor, place, db.clock.today()).await?;
    let done = asked.fait.as_deref() == Some("note");
    let body = leave_body(&db, &actor, leaves, None, FieldErrors::default()).await?;
    let title = format!("Passation\u{a0}: {}", body.leaves.name);
    Page::new(title, &Leave { done, ..body })
}

/// The page again, with what was typed when it was not accepted.
pub(super) async fn leave_page(
    db: &Db,
    actor: &Actor,
    leaves: Leaves,
    typed: Option<(String, Vec<ItemId>)>,
    errors: FieldErrors,
) -> Answer<Page> {
    let body = leave_body(db, actor, leaves, typed, errors).await?;
    Page::new(format!("Passation\u{a0}: {}", body.leaves.name), &body)
}

async fn leave_body(
    db: &Db,
    actor: &Actor,
    leaves: Leaves,
    typed: Option<(String, Vec<ItemId>)>,
    errors: FieldErrors,
) -> Result<Leave, kernel::Error> {
    let mut drafts = queries::own_drafts(&db.pool, actor, &leaves).await?;
    let note = match typed {
        Some((note, given)) => {
            for draft in &mut drafts {
                draft.given = given.contains(&draft.id);
            }
            note
        }
        None => {
            let kept = queries::note(&db.pool, leaves.place.0, actor.person.0).await?;
            kept.unwrap_or_default()
        }
    };
    Ok(Leave {
        after: handovers::after(&db.pool, actor, &leaves, db.clock.today()).await?,
        posts: queries::own_posts(&db.pool, actor, &leaves).await?,
        counted: queries::counted(&db.pool, leaves.place.0).await?,
        concerns: match leaves.heads && leaves.left_on.is_none() {
            true => Some(handovers::concerns(&db.pool, &leaves, db.clock.today()).await?),
            false => None,
        },
        note,
        drafts,
        errors,
        done: false,
        leaves,
    })
}

impl Leave {
    fn day(date: &NaiveDate) -> String {
        day(*date)
    }
}

#[derive(Template)]
#[template(path = "handover/receive.html")]
struct Receive {
    received: Received,
    note: Option<String>,
    given: Vec<Given>,
    posts: Vec<Line>,
}

impl Receive {
    fn day(date: &NaiveDate) -> String {
        day(*date)
    }
}

pub(super) async fn receive(
    db: Db,
    actor: Actor,
    Path((place, from)): Path<(PlaceId, PersonId)>,
) -> Answer<Page> {
    let received = handovers::find_received(&db.pool, &actor, place, from, db.clock.today()).await?;
    let note = queries::note(&db.pool, place.0, from.0).await?.filter(|n| !n.is_empty());
    let given = queries::given(&db.pool, &received).await?;
    // In a class that goes on they are in her feed already.
    let posts = if received.closed { queries::of_the_class(&db.pool, &received).await? } else { Vec::new() };
    let title = format!("Passation de {}", received.from_name);
    Page::new(title, &Receive { received, note, given, posts })
}
