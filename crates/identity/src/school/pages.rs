//! A school, a class.

use super::queries::{self, Adult, Class, ClassLine, Kept, Pupil, School, Unplaced};
use super::roster::{self, Roster, RosterAt};
use super::rules;
use crate::class_session::{self, OpenSession};
use crate::handovers::{self, Received};
use crate::people::taken::{self, Taken};
use askama::Template;
use axum::Extension;
use chrono::NaiveDate;
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, Error, Page, Path, PlaceId, Query, RoleKind};
use serde::Deserialize;
use sqlx::PgConnection;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "school/school.html")]
struct SchoolPage {
    school: School,
    classes: Vec<ClassLine>,
    adults: Vec<Adult>,
    /// She may make groups.
    teaches: bool,
    pupils: i64,
    pupils_active: i64,
    families: i64,
    /// Pupils whom another school took: for the head.
    taken: Vec<Taken>,
    /// Pupils of the school whom no class has: for the head.
    unplaced: Vec<Unplaced>,
    /// The name of a class that was to be opened, and what is wrong with it.
    wrong: Option<(String, String)>,
}

impl SchoolPage {
    fn day(day: &NaiveDate) -> String {
        french_day(*day)
    }
}

pub(super) async fn school(db: Db, actor: Actor, Path(id): Path<PlaceId>) -> Answer<Page> {
    let today = db.clock.today();
    let school = queries::school(&db.pool, &actor, id, today).await?.ok_or(Error::NotFound)?;
    school_page(&db, &actor, school, None).await
}

pub(super) async fn school_page(
    db: &Db,
    actor: &Actor,
    school: School,
    wrong: Option<(String, String)>,
) -> Answer<Page> {
    let today = db.clock.today();
    let classes = queries::classes(&db.pool, actor, &school, today).await?;
    let adults = if school.head { queries::adults(&db.pool, school.id, today).await? } else { Vec::new() };
    let adults = once_each(adults);
    let taken = if school.head { taken::taken(&db.pool, school.id, today).await? } else { Vec::new() };
    let unplaced =
        if school.head { queries::unplaced(&db.pool, school.id, today).await? } else { Vec::new() };
    let title = school.name.clone();
    let body = SchoolPage {
        pupils: classes.iter().map(|c| c.pupils).sum(),
        pupils_active: classes.iter().map(|c| c.pupils_active).sum(),
        families: classes.iter().map(|c| c.families).sum(),
        teaches: actor.is_in(RoleKind::Teacher, school.id),
        school,
        classes,
        adults,
        taken,
        unplaced,
        wrong,
    };
    Page::new(title, &body)
}

#[derive(Template)]
#[template(path = "school/class.html")]
struct ClassPage {
    class: Class,
    roster: Arc<Roster>,
    /// Whom the head may add.
    others: Vec<Adult>,
    /// Tablets where it is open now, for who may close them.
    open_sessions: Vec<OpenSession>,
    /// She has just asked the head to let somebody in.
    proposed: bool,
    /// Where the head may move one.
    elsewhere: Vec<(PlaceId, String)>,
    /// Whom she may let in: pupils of the school whom no class has.
    unplaced: Vec<Unplaced>,
    /// What somebody left for this class, until it is dealt with.
    left: Vec<Received>,
    /// What its head may do with it.
    kept: Option<Kept>,
    /// Its new name as typed, and what is wrong with it.
    wrong: Option<(String, String)>,
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

pub(super) async fn class(
    db: Db,
    actor: Actor,
    at: Option<Extension<RosterAt>>,
    Path(path): Path<(PlaceId, PlaceId)>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let proposed = shown.fait.as_deref() == Some("propose");
    class_page(&db, &actor, path, at.map(|at| at.0), proposed, None).await
}

pub(super) async fn class_page(
    db: &Db,
    actor: &Actor,
    path: (PlaceId, PlaceId),
    at: Option<RosterAt>,
    proposed: bool,
    wrong: Option<(String, String)>,
) -> Answer<Page> {
    let today = db.clock.today();
    let (class, roster) = roster::of(db, actor, path, at).await?.ok_or(Error::NotFound)?;
    let ForHead { others, elsewhere, unplaced, kept } = match class.head {
        true => for_head(db, &class, &roster, today).await?,
        false => ForHead::default(),
    };
    let open_sessions = match roster.on_tablet() && (class.head || class.teaches) {
        true => class_session::open_of(db, class.id, db.clock.now()).await?,
        false => Vec::new(),
    };
    let left = match class.teaches {
        true => handovers::reminders(db, actor, class.id, today).await?,
        false => Vec::new(),
    };
    let title = class.name.clone();
    let body =
        ClassPage { class, roster, others, open_sessions, proposed, elsewhere, unplaced, left, kept, wrong };
    Page::new(title, &body)
}

/// What its head alone finds on the page of a class.
#[derive(Default)]
struct ForHead {
    others: Vec<Adult>,
    elsewhere: Vec<(PlaceId, String)>,
    unplaced: Vec<Unplaced>,
    kept: Option<Kept>,
}

async fn for_head(db: &Db, class: &Class, roster: &Roster, today: NaiveDate) -> Result<ForHead, sqlx::Error> {
    let read = async |conn: &mut PgConnection| {
        let mut others = queries::adults(&mut *conn, class.school, today).await?;
        others.retain(|o| !roster.team.iter().any(|t| t.id == o.id && t.kind == "teacher"));
        others.dedup_by_key(|o| o.id);
        let unplaced = match class.is_class {
            true => queries::unplaced(&mut *conn, class.school, today).await?,
            false => Vec::new(),
        };
        let elsewhere = queries::other_classes(&mut *conn, class).await?;
        Ok(ForHead { others, elsewhere, unplaced, kept: Some(queries::kept(conn, class, today).await?) })
    };
    db.pool.reading(read).await
}

/// Somebody who is head and teaches is one line, with both roles.
fn once_each(adults: Vec<Adult>) -> Vec<Adult> {
    let mut lines: Vec<Adult> = Vec::new();
    for adult in adults {
        match lines.last_mut().filter(|line| line.id == adult.id) {
            Some(line) => line.kind = format!("{} {}", line.kind, adult.kind),
            None => lines.push(adult),
        }
    }
    lines
}

impl Adult {
    fn roles(&self) -> String {
        let words: Vec<_> = self.kind.split(' ').filter_map(RoleKind::named).map(RoleKind::french).collect();
        words.join(", ")
    }

    fn account(&self) -> (&'static str, &'static str) {
        rules::spoken(self.state.as_deref(), false, false)
    }
}

impl ClassPage {
    /// Some of its pupils go to collège next.
    fn has_cm2(&self) -> bool {
        self.roster.pupils.iter().any(|(pupil, _)| pupil.level == "CM2")
    }
}

impl Pupil {
    fn account(&self) -> (&'static str, &'static str) {
        rules::spoken(self.state.as_deref(), true, self.has_code)
    }
}
