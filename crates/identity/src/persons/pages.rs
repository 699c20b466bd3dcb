//! The list, and one person.

use super::queries::{self, Held, Line, PAGE, Person, Relative, Sought};
use super::rules::{self, Kind};
use crate::families::relation_words;
use crate::leaving;
use crate::reach::week_words;
use crate::school::{self, School};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, DoubtId, Error, Page, Path, PersonId, PlaceId, Query, RoleKind};
use serde::Deserialize;

/// No name is longer.
const LONGEST: usize = 80;

#[derive(Template)]
#[template(path = "persons/list.html")]
struct List {
    school: School,
    kind: Kind,
    typed: String,
    class: String,
    classes: Vec<(PlaceId, String)>,
    lines: Vec<Line>,
    more: Option<PersonId>,
    /// The page goes on from another.
    later: bool,
    today: NaiveDate,
    /// How many accounts of the school the last nights erased: never used, and others.
    erased: (i64, i64),
    /// Somebody is of the school no more, since a moment ago.
    left: bool,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    qui: Option<String>,
    nom: Option<String>,
    classe: Option<String>,
    apres: Option<PersonId>,
    fait: Option<String>,
}

pub(super) async fn list(
    db: Db,
    actor: Actor,
    Path(school): Path<PlaceId>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let today = db.clock.today();
    let school = school::headed(&db.pool, &actor, school, today).await?;
    let typed: String = asked.nom.unwrap_or_default().trim().chars().take(LONGEST).collect();
    let class = asked.classe.as_deref().and_then(|c| c.parse::<PlaceId>().ok());
    let kind = Kind::named(asked.qui.as_deref());
    let sought = Sought { kind, class, typed: &typed, after: asked.apres };
    let mut lines = queries::list(&db.pool, &school, &sought, today).await?;
    let goes_on = lines.len() > PAGE;
    lines.truncate(PAGE);
    let more = lines.last().map(|l| l.id).filter(|_| goes_on);
    let classes = queries::classes(&db.pool, &school, today).await?;
    let class = class.map(|c| c.to_string()).unwrap_or_default();
    let later = asked.apres.is_some();
    let erased = leaving::queries::erased_lately(&db.pool, Some(school.id), today).await?;
    let erased = erased.first().map_or((0, 0), |e| (e.never_came, e.others));
    let left = asked.fait.as_deref() == Some("parti");
    let body = List { school, kind, typed, class, classes, lines, more, later, today, erased, left };
    Page::new("Personnes", &body)
}

impl List {
    fn account(&self, line: &Line) -> (&'static str, &'static str) {
        school::spoken(line.state.as_deref(), self.kind == Kind::Pupils, line.has_code)
    }

    fn came(&self, line: &Line) -> String {
        week_words(line.came_week, self.today)
    }
}

impl Line {
    fn roles(&self) -> String {
        rules::roles_words(&self.kinds)
    }
}

#[derive(Template)]
#[template(path = "persons/show.html")]
struct Show {
    school: School,
    person: Person,
    current: Vec<Held>,
    ended: Vec<Held>,
    guardians: Vec<Relative>,
    children: Vec<Relative>,
    doubts: Vec<DoubtId>,
    today: NaiveDate,
    activated: Option<String>,
    /// Something of hers was given by hand: the head may end it.
    leaves: bool,
    /// The last day that was typed, and what is wrong with it.
    last_day: String,
    wrong: Option<String>,
    corrected: bool,
}

pub(super) async fn show(
    db: Db,
    actor: Actor,
    Path((school, person)): Path<(PlaceId, PersonId)>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let today = db.clock.today();
    let school = school::headed(&db.pool, &actor, school, today).await?;
    let person = queries::find(&db.pool, &school, person, today).await?;
    let mut body = body(&db, school, person).await?;
    body.corrected = asked.fait.as_deref() == Some("corrige");
    Page::new(body.person.name.clone(), &body)
}

/// Again, with what was typed.
pub(super) async fn again(
    db: &Db,
    school: School,
    person: Person,
    last_day: String,
    wrong: String,
) -> Answer<Page> {
    let body = Show { last_day, wrong: Some(wrong), ..body(db, school, person).await? };
    Ok(Page::new(body.person.name.clone(), &body)?.invalid())
}

async fn body(db: &Db, school: School, person: Person) -> Result<Show, Error> {
    let today = db.clock.today();
    let roles = queries::roles(&db.pool, &school, &person, today).await?;
    let (current, ended): (Vec<_>, _) =
        roles.into_iter().partition(|h| h.until_day.is_none_or(|day| day >= today));
    let relatives = queries::relatives(&db.pool, &school, &person, today).await?;
    let (children, guardians) = relatives.into_iter().partition(|r| r.child);
    Ok(Show {
        doubts: queries::doubts(&db.pool, &person).await?,
        activated: person.activated_at.map(|at| said(db.clock.day_of(at))),
        leaves: current.iter().any(|held| rules::ends_by_hand(held, &person, today)),
        last_day: today.to_string(),
        wrong: None,
        corrected: false,
        school,
        person,
        current,
        ended,
        guardians,
        children,
        today,
    })
}

/// « 1ᵉʳ septembre 2026 ».
fn said(day: NaiveDate) -> String {
    format!("{} {}", french_day(day), day.format("%Y"))
}

impl Show {
    fn account(&self) -> (&'static str, &'static str) {
        school::spoken(self.person.state.as_deref(), self.person.pupil, self.person.has_code)
    }

    fn came(&self) -> String {
        match self.person.came_week {
            None if self.activated.is_none() => "jamais".to_owned(),
            week => week_words(week, self.today),
        }
    }

    fn born(&self) -> Option<String> {
        self.person.birth_date.filter(|_| self.person.pupil).map(said)
    }

    /// Her account can be helped here: as in `back_in`.
    fn helped(&self) -> bool {
        let open = matches!(self.person.state.as_deref(), Some("to_activate" | "active" | "blocked"));
        self.person.adult && !self.person.far && open
    }

    /// What it did can be looked at: as in `containment`.
    fn looked_at(&self) -> bool {
        (self.person.adult || self.person.pupil) && !self.person.far && self.person.login.is_some()
    }

    fn correctable(&self) -> bool {
        rules::correctable(&self.person)
    }

    /// Was given access for a time here.
    fn given(&self) -> bool {
        self.current.iter().any(|h| h.source == "delegation" && h.kind != RoleKind::Head.name())
    }
}

impl Held {
    fn kind_words(&self) -> &'static str {
        RoleKind::named(&self.kind).map_or("", RoleKind::french)
    }

    fn is_class(&self) -> bool {
        matches!(self.place_kind.as_str(), "class" | "group")
    }

    fn is_pupil(&self) -> bool {
        self.kind == RoleKind::Pupil.name()
    }

    fn source_words(&self) -> &'static str {
        rules::source_words(&self.source)
    }

    fn days(&self) -> String {
        match self.until_day {
            Some(until) => format!("du {} au {} inclus", said(self.from_day), said(until)),
            None => format!("depuis le {}", said(self.from_day)),
        }
    }

    fn later(&self, today: &NaiveDate) -> bool {
        self.from_day > *today
    }
}

impl Relative {
    fn relation_words(&self) -> &str {
        relation_words(&self.relation)
    }

    fn account(&self) -> (&'static str, &'static str) {
        school::spoken(self.state.as_deref(), self.child, false)
    }
}
