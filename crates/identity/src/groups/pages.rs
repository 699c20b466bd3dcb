//! The groups of a school, and one of them.

use super::queries::{self, Adult, Desk, Group, Kept, Pupil};
use crate::school::School;
use crate::services::{self, Service};
use askama::Template;
use database::Db;
use kernel::{Actor, Answer, Page, Path, PersonId, PlaceId, Query, RoleKind};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "groups/list.html")]
struct List<'a> {
    school: &'a School,
    groups: Vec<Group>,
    typed: String,
    error: Option<String>,
    closed: bool,
    /// Not in the school’s offer: none is made.
    unoffered: Option<String>,
}

pub(super) async fn list(
    db: Db,
    actor: Actor,
    Path(school): Path<PlaceId>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let desk = queries::desk(&db.pool, &actor, school, db.clock.today()).await?;
    let closed = shown.fait.as_deref() == Some("ferme");
    show(&db, &actor, &desk, (String::new(), None), closed).await
}

/// The list again, with what was typed and why it was refused.
pub(super) async fn list_page(
    db: &Db,
    actor: &Actor,
    desk: &Desk,
    typed: String,
    error: Option<String>,
) -> Answer<Page> {
    Ok(show(db, actor, desk, (typed, error), false).await?.invalid())
}

async fn show(
    db: &Db,
    actor: &Actor,
    desk: &Desk,
    (typed, error): (String, Option<String>),
    closed: bool,
) -> Answer<Page> {
    let today = db.clock.today();
    let groups = queries::groups(&db.pool, actor, desk, None, today).await?;
    let unoffered = services::refusal(&db.pool, desk.school.id, Service::Groups, today).await?;
    Page::new("Groupes", &List { school: &desk.school, groups, typed, error, closed, unoffered })
}

#[derive(Template)]
#[template(path = "groups/group.html")]
struct GroupPage<'a> {
    school: &'a School,
    group: &'a Group,
    members: Vec<String>,
    /// Those whom she leads, class by class.
    classes: Vec<Vec<Pupil>>,
    adults: Vec<Adult>,
    me: PersonId,
    done: Option<&'static str>,
    error: Option<String>,
}

pub(super) async fn group(
    db: Db,
    actor: Actor,
    Path((school, group)): Path<(PlaceId, PlaceId)>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let mut conn = db.pool.acquire().await?;
    let kept = queries::kept(&mut conn, &actor, school, group, db.clock.today()).await?;
    drop(conn);
    let done = match shown.fait.as_deref() {
        Some("cree") => Some("Le groupe est créé\u{a0}: dites qui en est."),
        Some("nom") => Some("Le groupe a changé de nom."),
        Some("eleves") => Some("C’est noté\u{a0}: les élèves du groupe."),
        Some("adultes") => Some("C’est noté\u{a0}: les adultes du groupe."),
        _ => None,
    };
    group_page(&db, &actor, kept, done, None).await
}

pub(super) async fn group_page(
    db: &Db,
    actor: &Actor,
    kept: Kept,
    done: Option<&'static str>,
    error: Option<String>,
) -> Answer<Page> {
    let today = db.clock.today();
    let led = queries::led_pupils(&db.pool, actor, &kept, today).await?;
    let body = GroupPage {
        members: queries::members(&db.pool, &kept, today).await?,
        classes: led.chunk_by(|a, b| a.class == b.class).map(<[Pupil]>::to_vec).collect(),
        adults: queries::adults(&db.pool, &kept, today).await?,
        school: &kept.desk.school,
        group: &kept.group,
        me: actor.person,
        done,
        error,
    };
    let refused = body.error.is_some();
    let page = Page::new(kept.group.name.clone(), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl GroupPage<'_> {
    fn of_class(class: &[Pupil]) -> (&str, usize) {
        let name = class.first().map_or("", |pupil| pupil.class.as_str());
        (name, class.iter().filter(|pupil| pupil.inside).count())
    }
}

impl Adult {
    fn words(&self) -> &'static str {
        RoleKind::named(&self.kind).map_or("", RoleKind::french)
    }
}
