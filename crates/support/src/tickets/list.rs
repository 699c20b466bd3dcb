//! One’s own tickets, and those of the queues that one works.

use super::desk::{Desk, desk};
use super::queries::{self, Line, Which};
use crate::known::{self, Problem};
use crate::trouble::{self, Trouble};
use askama::Template;
use chrono::{DateTime, Utc};
use database::Db;
use kernel::{Access, Actor, Answer, Clock, Error, Page, Query, RoleKind, Visitor};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "tickets/help.html")]
struct HelpPage {
    signed_in: bool,
    pupil: bool,
    helps: bool,
    /// The schools where one can see whom to call.
    schools: Vec<(kernel::PlaceId, String)>,
    lines: Vec<Line>,
    /// What is known not to work, of what concerns her.
    problems: Vec<Problem>,
    /// Of her classes: children who say that it does not work.
    troubles: Vec<Trouble>,
    /// A pupil has just said so.
    said: bool,
    clock: Clock,
}

impl HelpPage {
    fn when(&self, at: &DateTime<Utc>) -> String {
        self.clock.spoken(*at)
    }
}

#[derive(Deserialize)]
pub(super) struct JustSaid {
    dit: Option<String>,
}

pub(super) async fn mine(db: Db, visitor: Visitor, Query(just): Query<JustSaid>) -> Answer<Page> {
    let mut page = HelpPage {
        signed_in: visitor.actor.is_some(),
        pupil: visitor.actor.as_ref().is_some_and(Actor::is_pupil),
        helps: false,
        schools: Vec::new(),
        lines: Vec::new(),
        problems: known::current(&db.pool, visitor.actor.as_ref()).await?,
        troubles: Vec::new(),
        said: just.dit.is_some(),
        clock: db.clock.clone(),
    };
    if let Some(actor) = visitor.actor.filter(|a| !a.is_pupil()) {
        page.helps = !desk(&db.pool, &actor, db.clock.today()).await?.is_empty();
        page.lines = queries::asked(&db.pool, &actor).await?;
        page.schools = queries::schools(&db.pool, &actor).await?;
        // A family asks its school; whom else to call is for who works there.
        page.schools.retain(|(id, _)| {
            actor.roles.iter().any(|role| role.school == Some(*id) && role.kind != RoleKind::Guardian)
        });
        page.troubles = trouble::waiting(&db.pool, &actor, db.clock.now(), db.clock.today()).await?;
    }
    Page::new("Aide", &page)
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    voir: String,
    #[serde(default)]
    file: String,
}

#[derive(Template)]
#[template(path = "tickets/queues.html")]
struct QueuesPage {
    /// Key, words, whether it is the one that is shown.
    queues: Vec<(String, String, bool)>,
    /// The cockpit leads her to the pages beside this one.
    rooms: bool,
    /// Says who else works her queues.
    names: bool,
    which: Which,
    file: String,
    lines: Vec<Line>,
    clock: Clock,
}

impl QueuesPage {
    fn when(&self, at: &DateTime<Utc>) -> String {
        self.clock.spoken(*at)
    }

    fn is(&self, which: &str) -> bool {
        named(which) == self.which
    }

    fn late(&self) -> usize {
        self.lines.iter().filter(|l| l.late).count()
    }
}

fn named(which: &str) -> Which {
    match which {
        "suivies" => Which::Followed,
        "terminees" => Which::Ended,
        _ => Which::ToDo,
    }
}

/// The tickets of one’s queues; nothing is there for who works none.
pub(super) async fn queues(db: Db, actor: Actor, Query(chosen): Query<Chosen>) -> Answer<Page> {
    let all = desk(&db.pool, &actor, db.clock.today()).await?;
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    let which = named(&chosen.voir);
    let only = all.worked.iter().find(|w| w.key() == chosen.file).cloned();
    let queues = all.worked.iter().map(|w| (w.key(), w.words(), only.as_ref() == Some(w))).collect();
    let shown = match only.clone() {
        Some(one) => Desk { worked: vec![one], safety: false },
        None => all,
    };
    let body = QueuesPage {
        queues,
        rooms: Access::Territory.admits(Some(&actor)),
        names: actor.is_project() || actor.headed().next().is_some() || actor.inspected().next().is_some(),
        which,
        file: only.map(|o| o.key()).unwrap_or_default(),
        lines: queries::worked(&db.pool, &shown, which, db.clock.now()).await?,
        clock: db.clock.clone(),
    };
    Page::new("Assistance", &body)
}
