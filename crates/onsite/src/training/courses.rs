//! A course: what it is, its sessions, a new one.

use super::pages::{self, Line, Shown, for_whom, lines};
use super::queries::{self, Wanted};
use super::rules::giver;
use askama::Template;
use cockpit::hours::hours;
use database::Db;
use kernel::fields::Again;
use kernel::{Access, Actor, Answer, Page, Path as Of, Query};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "training/course.html")]
struct CoursePage {
    course: queries::Course,
    keeps: bool,
    /// May make a session of it: whoever steers.
    steers: bool,
    sessions: Vec<Line>,
    for_whom: Vec<(String, String)>,
    again: Again,
}

pub(super) async fn course(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    queries::reader(&actor)?;
    course_page(&db, &actor, id, Again::done(shown.fait.is_some())).await
}

pub(super) async fn course_page(db: &Db, actor: &Actor, id: Uuid, again: Again) -> Answer<Page> {
    let course = queries::course(&db.pool, actor, id, db.clock.today()).await?;
    let sessions = queries::sessions(&db.pool, actor, &db.clock, Wanted::OfCourse(id)).await?;
    let refused = again.is_refused();
    let title = course.title.clone();
    let body = CoursePage {
        keeps: queries::keeps(actor, course.circonscription),
        steers: Access::Steering.admits(Some(actor)) && !course.closed,
        sessions: lines(&db.clock, sessions),
        for_whom: for_whom(db, actor).await?,
        course,
        again,
    };
    let page = Page::new(title, &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl CoursePage {
    fn forms() -> Vec<(String, String)> {
        pages::pairs(&[("face_to_face", "En présentiel"), ("virtual", "Classe virtuelle")])
    }

    fn hours(minutes: &i32) -> String {
        hours((*minutes).into())
    }

    fn giver(name: &str) -> &'static str {
        giver(name)
    }
}
