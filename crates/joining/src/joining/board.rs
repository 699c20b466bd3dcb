//! The territory’s schools by step: where each stands, who holds it, since when.

use super::deployment::{Deployment, Placed};
use super::place::Place;
use super::queries::{Described, Sought};
use super::steps::{Holder, Step};
use askama::Template;
use cockpit::at_hand::{self, Mark};
use cockpit::near;
use database::Db;
use futures::try_join;
use identity::steering::{self, full_day};
use kernel::{Actor, Answer, Page, PlaceId, Query};
use serde::Deserialize;
use std::sync::Arc;
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

struct Shown {
    school: Described,
    placed: Arc<Placed>,
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
    choosable: Arc<Choosable>,
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
    let mark = at_hand::mark(&db).await?;
    let deployment = Deployment::of(&db, mark, &actor, &sought).await?;
    let all = &deployment.schools;
    let (counts, whole) = (counts(all), all.len());
    let many = |of: fn(&Placed) -> bool| all.iter().filter(|s| of(s)).count();
    let live = many(|s| s.place == Place::Live);
    let begun = many(|s| matches!(s.place, Place::At(_)));
    let late = many(Placed::is_late);
    let mut page: Vec<Arc<Placed>> = all.iter().filter(|s| asked.takes(s)).cloned().collect();
    let found = page.len();
    let after = asked.apres.parse::<Uuid>().ok();
    if let Some(at) = page.iter().position(|s| Some(s.id) == after) {
        page.drain(..=at);
    }
    let more = page.len() > MOST;
    page.truncate(MOST);
    let next = page.last().filter(|_| more).map(|s| s.id);
    let project = actor.is_project();
    let (schools, choosable) =
        try_join!(deployment.described(&db, page), choosable(&db, mark, project, &sought))?;
    let schools = schools.into_iter().map(|(school, placed)| Shown {
        since: placed.since.map(|at| full_day(db.clock.day_of(at))),
        school,
        placed,
    });
    let body = BoardPage {
        counts,
        schools: schools.collect(),
        all: whole,
        found,
        next,
        choosable,
        asked,
        live,
        begun,
        late,
        none: whole == 0 && !sought.narrows(),
        project,
    };
    Page::new("Déploiement", &body)
}

/// What the project may choose from. The communes of an academy are no list to choose from: they are found by their names.
#[derive(Clone, Default)]
struct Choosable {
    communes: Choices,
    circonscriptions: Choices,
}

async fn choosable(
    db: &Db,
    mark: Mark,
    project: bool,
    sought: &Sought<'_>,
) -> Result<Arc<Choosable>, sqlx::Error> {
    if !project {
        return Ok(Arc::default());
    }
    let found = async |chosen| {
        let communes = steering::few_communes(&db.pool, near::CHOICES, chosen);
        let (communes, circonscriptions) = try_join!(communes, steering::territories(&db.pool, true))?;
        Ok(Choosable { communes, circonscriptions })
    };
    match sought.commune {
        None => at_hand::kept_at(db, mark, async || found(None).await).await,
        chosen => Ok(Arc::new(found(chosen).await?)),
    }
}

fn counts(all: &[Arc<Placed>]) -> Vec<(&'static str, &'static str, usize)> {
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
