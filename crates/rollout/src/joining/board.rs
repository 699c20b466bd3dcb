//! The territory’s schools by step: where each stands, who holds it, since when.

use super::queries::{self, Line, Sought};
use super::steps::{Holder, Step};
use askama::Template;
use database::Db;
use identity::steering::{self, full_day};
use kernel::{Actor, Answer, Clock, Page, PlaceId, Query};
use serde::Deserialize;

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

/// Where a school stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    NotBegun,
    /// In use before the project opened its schools by steps.
    Open,
    Ended,
    At(Step),
    Live,
    Suspended,
}

struct Shown {
    line: Line,
    place: Place,
    /// Who holds what can be done now.
    holders: Vec<Holder>,
    since: Option<String>,
    days: i64,
    succession: bool,
}

#[derive(Template)]
#[template(path = "joining/board.html")]
struct BoardPage {
    /// Each place on the path, its address, how many schools.
    counts: Vec<(&'static str, &'static str, usize)>,
    schools: Vec<Shown>,
    all: usize,
    found: usize,
    next: Option<PlaceId>,
    asked: Asked,
    circonscriptions: Vec<(PlaceId, String)>,
    communes: Vec<(PlaceId, String)>,
    live: usize,
    begun: usize,
    late: usize,
}

pub(super) async fn board(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    let today = db.clock.today();
    let typed: String = asked.mot.trim().chars().take(80).collect();
    let sought = Sought {
        circonscription: asked.circonscription.parse().ok(),
        commune: asked.commune.parse().ok(),
        typed: &typed,
    };
    let lines = queries::lines(&db.pool, &actor, &sought, today).await?;
    let all: Vec<Shown> = lines.into_iter().map(|line| shown(line, &db.clock)).collect();
    let counts = counts(&all);
    let whole = all.len();
    let live = all.iter().filter(|s| s.place == Place::Live).count();
    let begun = all.iter().filter(|s| matches!(s.place, Place::At(_))).count();
    let late = all.iter().filter(|s| matches!(s.place, Place::At(_)) && s.days >= LATE).count();
    let mut schools: Vec<Shown> = all.into_iter().filter(|s| asked.takes(s)).collect();
    let found = schools.len();
    if let Ok(after) = asked.apres.parse::<PlaceId>()
        && let Some(at) = schools.iter().position(|s| s.line.id == after)
    {
        schools.drain(..=at);
    }
    let more = schools.len() > MOST;
    schools.truncate(MOST);
    let next = schools.last().filter(|_| more).map(|s| s.line.id);
    let project = actor.is_project();
    let body = BoardPage {
        counts,
        schools,
        all: whole,
        found,
        next,
        asked,
        circonscriptions: if project { steering::territories(&db.pool, true).await? } else { Vec::new() },
        communes: if project { steering::territories(&db.pool, false).await? } else { Vec::new() },
        live,
        begun,
        late,
    };
    Page::new("Déploiement", &body)
}

/// After so many days somebody may have forgotten.
const LATE: i64 = 30;

fn shown(line: Line, clock: &Clock) -> Shown {
    let standing = &line.standing;
    let open = standing.open();
    let place = match open.first() {
        _ if !line.joining && line.ended.is_some() => Place::Ended,
        _ if !line.joining && line.opened => Place::Open,
        _ if !line.joining => Place::NotBegun,
        _ if standing.suspended() => Place::Suspended,
        _ if standing.done(Step::GoLive) => Place::Live,
        Some(step) => Place::At(*step),
        None => Place::At(Step::Data),
    };
    let since = match place {
        Place::At(step) => standing.since(step),
        Place::Live => standing.mark(Step::GoLive).map(|m| m.at),
        Place::Suspended => standing.mark(Step::Suspension).map(|m| m.at),
        Place::NotBegun | Place::Open | Place::Ended => None,
    };
    let mut holders = Vec::new();
    if let Place::At(step) = place {
        for holder in standing.holders(step) {
            if !holders.iter().any(|h: &Holder| h.slug() == holder.slug()) {
                holders.push(holder);
            }
        }
    }
    let days = since.map_or(0, |at| (clock.today() - clock.day_of(at)).num_days());
    let succession = line.joining && standing.figures().bearer_left;
    Shown { place, holders, since: since.map(|at| full_day(clock.day_of(at))), days, succession, line }
}

fn counts(all: &[Shown]) -> Vec<(&'static str, &'static str, usize)> {
    let of = |place: Place| all.iter().filter(|s| s.place == place).count();
    let mut counts = vec![(Place::NotBegun.title(), Place::NotBegun.slug(), of(Place::NotBegun))];
    counts.extend(Step::path().skip(1).map(|step| (step.title(), step.slug(), of(Place::At(step)))));
    counts.extend(
        [Place::Live, Place::Open, Place::Suspended, Place::Ended].map(|p| (p.title(), p.slug(), of(p))),
    );
    counts
}

impl Place {
    fn slug(self) -> &'static str {
        match self {
            Self::NotBegun => "pas-commence",
            Self::Open => "ouverte",
            Self::Ended => "arrete",
            Self::At(step) => step.slug(),
            Self::Live => "en-service",
            Self::Suspended => "suspendue",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::NotBegun => "Pas commencé",
            Self::Open => "Ouverte, sans étapes",
            Self::Ended => "Arrêté",
            Self::At(step) => step.title(),
            Self::Live => "En service",
            Self::Suspended => "Suspendue",
        }
    }

    fn colour(self) -> &'static str {
        match self {
            Self::NotBegun => "",
            Self::Ended | Self::Suspended => "brick",
            Self::At(_) => "sun",
            Self::Live | Self::Open => "meadow",
        }
    }
}

impl Asked {
    fn takes(&self, shown: &Shown) -> bool {
        (self.etape.is_empty() || shown.place.slug() == self.etape)
            && (self.tient.is_empty() || shown.holders.iter().any(|h| h.slug() == self.tient))
    }

    /// The same choice, going on after a school.
    fn after(&self, school: &PlaceId) -> String {
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
        self.holders.iter().map(|h| h.french()).collect::<Vec<_>>().join(" ou ")
    }

    fn is_late(&self) -> bool {
        self.days >= LATE && matches!(self.place, Place::At(_))
    }

    fn since_words(&self) -> String {
        match (&self.since, self.days) {
            (None, _) => String::new(),
            (Some(_), 0) => "aujourd’hui".to_owned(),
            (Some(day), 1) => format!("le {day} (1 jour)"),
            (Some(day), days) => format!("le {day} ({days} jours)"),
        }
    }
}
