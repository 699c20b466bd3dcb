//! What is to come, what I did, the catalogue.

use super::queries::{self, Course, Session, Wanted};
use super::rules::{GIVEN_BY, giver};
use askama::Template;
use cockpit::hours::{hours, when};
use cockpit::near;
use cockpit::register::Track;
use database::Db;
use kernel::fields::Again;
use kernel::{Access, Actor, Answer, Clock, Error, Page, Query};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Shown {
    pub fait: Option<String>,
}

/// A session in a list.
pub(super) struct Line {
    pub session: Session,
    pub when: String,
}

pub(super) fn lines(clock: &Clock, sessions: Vec<Session>) -> Vec<Line> {
    let line = |session: Session| Line { when: when(clock, session.starts, session.ends), session };
    sessions.into_iter().map(line).collect()
}

/// For whom somebody may make a course or a session: value and words.
pub(super) async fn for_whom(db: &Db, actor: &Actor) -> Result<Vec<(String, String)>, Error> {
    let mut options = Vec::new();
    if actor.is_project() {
        options.push(("projet".to_owned(), "Tout le projet".to_owned()));
    }
    let hers = near::circonscriptions(db, actor).await?.into_iter();
    options.extend(hers.map(|(id, name)| (id.to_string(), format!("Circonscription {name}"))));
    Ok(options)
}

#[derive(Template)]
#[template(path = "training/list.html")]
struct ListPage {
    coming: Vec<Line>,
    mine: Vec<Line>,
    done: Vec<Line>,
    courses: Vec<Course>,
    keeps: bool,
    for_whom: Vec<(String, String)>,
    me: String,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    queries::reader(&actor)?;
    list_page(&db, &actor, Again::done(shown.fait.is_some())).await
}

pub(super) async fn list_page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let now = db.clock.now();
    let all = queries::sessions(&db.pool, actor, &db.clock, Wanted::Mine).await?;
    let (mine, coming): (Vec<_>, Vec<_>) = all.into_iter().partition(|s| s.mine.is_some());
    let (done, mine): (Vec<_>, Vec<_>) = mine.into_iter().partition(|s| s.ends <= now);
    let refused = again.is_refused();
    let body = ListPage {
        coming: lines(&db.clock, coming),
        mine: lines(&db.clock, mine),
        done: lines(&db.clock, done.into_iter().rev().collect()),
        courses: queries::courses(&db.pool, actor, db.clock.today()).await?,
        keeps: Access::Steering.admits(Some(actor)),
        for_whom: for_whom(db, actor).await?,
        me: actor.person.to_string(),
        again,
    };
    let page = Page::new("Formations", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

pub(super) fn pairs(words: &[(&str, &str)]) -> Vec<(String, String)> {
    words.iter().map(|(key, said)| ((*key).to_owned(), (*said).to_owned())).collect()
}

impl ListPage {
    fn tracks() -> Vec<(String, String)> {
        Track::WORDS.iter().map(|(name, track)| ((*name).to_owned(), track.french().to_owned())).collect()
    }

    fn givers() -> Vec<(String, String)> {
        pairs(&GIVEN_BY)
    }

    fn hours(minutes: &i32) -> String {
        hours((*minutes).into())
    }

    fn giver(name: &str) -> &'static str {
        giver(name)
    }
}
