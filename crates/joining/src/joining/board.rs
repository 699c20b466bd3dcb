//! The territory’s schools by step: where each stands, who holds it, since when.

use super::place::Place;
use super::queries::{self, Described, Sought, Way};
use super::standing::{Figures, Standing};
use super::steps::{Holder, Step};
use askama::Template;
use chrono::{DateTime, Utc};
use cockpit::near;
use database::Db;
use futures::try_join;
use identity::steering::{self, full_day};
use kernel::{Actor, Answer, Clock, Page, PlaceId, Query};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What a page shows; the next goes on after the last school of it.
const MOST: usize = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    mot: String,
    etape: String,
    tient: String,
    circonscription: String,
    commune: String,
    apres: String,
}

type Choices = Vec<(PlaceId, String)>;

/// A school on the path.
struct Placed {
    id: Uuid,
    place: Place,
    /// Who holds what can be done now.
    holders: Vec<Holder>,
    since: Option<DateTime<Utc>>,
    days: i64,
}

struct Shown {
    school: Described,
    placed: Placed,
    since: Option<String>,
}

#[derive(Template)]
#[template(path = "joining/board.html")]
struct BoardPage {
    /// Each place on the path, its address, how many schools.
    counts: Vec<(&'static str, &'static str, usize)>,
    schools: Vec<Shown>,
    all: usize,
    found: usize,
    next: Option<Uuid>,
    asked: Asked,
    circonscriptions: Choices,
    communes: Choices,
    live: usize,
    begun: usize,
    late: usize,
    /// The directory has brought no school of hers yet.
    none: bool,
    project: bool,
}

pub(super) async fn board(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    let typed: String = asked.mot.trim().chars().take(80).collect();
    let sought = Sought {
        circonscription: asked.circonscription.parse().ok(),
        commune: asked.commune.parse().ok(),
        typed: &typed,
    };
    let all = placed(&db, &actor, &sought).await?;
    let (counts, whole) = (counts(&all), all.len());
    let many = |of: fn(&Placed) -> bool| all.iter().filter(|s| of(s)).count();
    let live = many(|s| s.place == Place::Live);
    let begun = many(|s| matches!(s.place, Place::At(_)));
    let late = many(Placed::is_late);
    let mut page: Vec<Placed> = all.into_iter().filter(|s| asked.takes(s)).collect();
    let found = page.len();
    let after = asked.apres.parse::<Uuid>().ok();
    if let Some(at) = page.iter().position(|s| Some(s.id) == after) {
        page.drain(..=at);
    }
    let more = page.len() > MOST;
    page.truncate(MOST);
    let next = page.last().filter(|_| more).map(|s| s.id);
    let project = actor.is_project();
    let (schools, (communes, circonscriptions)) =
        try_join!(shown(&db, page), choices(&db, project, &sought))?;
    let body = BoardPage {
        counts,
        schools,
        all: whole,
        found,
        next,
        communes,
        circonscriptions,
        asked,
        live,
        begun,
        late,
        none: whole == 0 && !sought.narrows(),
        project,
    };
    Page::new("Déploiement", &body)
}

/// Communes and circonscriptions that the project may choose from. The communes of an academy are no list to choose from:
/// they are found by their names.
async fn choices(db: &Db, project: bool, sought: &Sought<'_>) -> Result<(Choices, Choices), sqlx::Error> {
    if !project {
        return Ok((Vec::new(), Vec::new()));
    }
    let communes = steering::few_communes(&db.pool, near::CHOICES, sought.commune);
    try_join!(communes, steering::territories(&db.pool, true))
}

/// After so many days somebody may have forgotten.
const LATE: i64 = 30;

/// Where each school stands. What the directory holds is read of those whose next step depends on it.
async fn placed(db: &Db, actor: &Actor, sought: &Sought<'_>) -> Result<Vec<Placed>, sqlx::Error> {
    let today = db.clock.today();
    let schools = queries::schools(&db.pool, actor, sought);
    let (schools, ways) = if actor.is_project() && !sought.narrows() {
        try_join!(schools, queries::ways(&db.pool, None))?
    } else {
        let schools = schools.await?;
        let ids: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
        let ways = queries::ways(&db.pool, Some(&ids)).await?;
        (schools, ways)
    };
    let (mut standings, mut ended) = (HashMap::new(), HashSet::new());
    for (school, way) in ways {
        match way {
            Way::Ended => {
                ended.insert(school);
            }
            Way::Since(at, marks) => {
                standings.insert(school, Standing::new(marks, Figures::default(), Some(at)));
            }
        }
    }
    let at = |step| -> Vec<Uuid> {
        standings.iter().filter(|(_, s)| s.next() == Some(step)).map(|(id, _)| *id).collect()
    };
    let (data, commitment, domain) = (at(Step::Data), at(Step::Commitment), at(Step::Domain));
    let (mut figures, acted_for, named) = try_join!(
        queries::figures(&db.pool, &data, today),
        queries::acted_for(&db.pool, &commitment, today),
        queries::named(&db.pool, &domain),
    )?;
    for school in acted_for {
        figures.entry(school).or_default().commune_acts = true;
    }
    for school in named {
        figures.entry(school).or_default().named = true;
    }
    let found = schools.into_iter().map(|(id, opened)| {
        let held = figures.remove(&id).unwrap_or_default();
        let standing = standings.remove(&id).map(|s| s.with(held));
        Placed::new(id, standing.as_ref(), opened, ended.contains(&id), &db.clock)
    });
    Ok(found.collect())
}

async fn shown(db: &Db, page: Vec<Placed>) -> Result<Vec<Shown>, sqlx::Error> {
    let ids: Vec<Uuid> = page.iter().map(|s| s.id).collect();
    let described = queries::described(&db.pool, &ids, db.clock.today()).await?;
    let mut described: HashMap<Uuid, Described> = described.into_iter().map(|d| (d.id, d)).collect();
    let shown = page.into_iter().filter_map(|placed| {
        let since = placed.since.map(|at| full_day(db.clock.day_of(at)));
        Some(Shown { school: described.remove(&placed.id)?, since, placed })
    });
    Ok(shown.collect())
}

impl Placed {
    fn new(id: Uuid, standing: Option<&Standing>, opened: bool, ended: bool, clock: &Clock) -> Self {
        let Some(standing) = standing else {
            let place = match (ended, opened) {
                (true, _) => Place::Ended,
                (false, true) => Place::Open,
                (false, false) => Place::NotBegun,
            };
            return Self { id, place, holders: Vec::new(), since: None, days: 0 };
        };
        let place = match standing.next() {
            _ if standing.suspended() => Place::Suspended,
            _ if standing.done(Step::GoLive) => Place::Live,
            Some(step) => Place::At(step),
            None => Place::At(Step::Data),
        };
        let (since, holders) = match place {
            Place::At(step) => (standing.since(step), standing.holders(step)),
            Place::Suspended => (standing.mark(Step::Suspension).map(|m| m.at), Vec::new()),
            _ => (standing.mark(Step::GoLive).map(|m| m.at), Vec::new()),
        };
        let mut each: Vec<Holder> = Vec::with_capacity(holders.len());
        for holder in holders {
            if !each.iter().any(|h| h.slug() == holder.slug()) {
                each.push(holder);
            }
        }
        let days = since.map_or(0, |at| (clock.today() - clock.day_of(at)).num_days());
        Self { id, place, holders: each, since, days }
    }

    fn is_late(&self) -> bool {
        self.days >= LATE && matches!(self.place, Place::At(_))
    }
}

fn counts(all: &[Placed]) -> Vec<(&'static str, &'static str, usize)> {
    let of = |place: Place| all.iter().filter(|s| s.place == place).count();
    let mut counts = vec![(Place::NotBegun.title(), Place::NotBegun.slug(), of(Place::NotBegun))];
    counts.extend(Step::path().skip(1).map(|step| (step.title(), step.slug(), of(Place::At(step)))));
    counts.extend(
        [Place::Live, Place::Open, Place::Suspended, Place::Ended].map(|p| (p.title(), p.slug(), of(p))),
    );
    counts
}

impl Asked {
    fn takes(&self, shown: &Placed) -> bool {
        (self.etape.is_empty() || shown.place.slug() == self.etape)
            && (self.tient.is_empty() || shown.holders.iter().any(|h| h.slug() == self.tient))
    }

    /// The same choice, going on after a school.
    fn after(&self, school: &Uuid) -> String {
        let part = |name: &str, value: &str| format!("{name}={}&", kernel::routes::encoded(value));
        let parts = [
            part("mot", &self.mot),
            part("etape", &self.etape),
            part("tient", &self.tient),
            part("circonscription", &self.circonscription),
            part("commune", &self.commune),
        ];
        format!("/deploiement?{}apres={school}", parts.concat())
    }
}

impl BoardPage {
    fn holders() -> [Holder; 7] {
        use Holder::{Administrator, Commune, Head, Inspector, Manager, Operator, Team};
        [Team, Head, Administrator, Inspector, Commune, Manager, Operator]
    }
}

impl Shown {
    fn held_by(&self) -> String {
        self.placed.holders.iter().map(|h| h.french()).collect::<Vec<_>>().join(" ou ")
    }

    fn since_words(&self) -> String {
        match (&self.since, self.placed.days) {
            (None, _) => String::new(),
            (_, 0) => "aujourd’hui".to_owned(),
            (Some(day), 1) => format!("le {day} (1 jour)"),
            (Some(day), days) => format!("le {day} ({days} jours)"),
        }
    }
}
