//! The names that somebody sees, and one of them with its tries.

use super::queries::{self, Place, Request, Try};
use super::rules::{self, Rules, Step};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Clock, Error, Page, Path as Of, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "domains/list.html")]
struct ListPage {
    requests: Vec<Request>,
    places: Vec<Place>,
    set: Rules,
    project: bool,
    today: NaiveDate,
    clock: Clock,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    page(&db, &actor, Again::done(asked.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    queries::may_read(actor)?;
    let refused = again.is_refused();
    let body = ListPage {
        requests: queries::requests(&db.pool, actor, None).await?,
        places: queries::places(&db.pool, actor).await?,
        set: queries::rules(&db.pool).await?,
        project: actor.is_project(),
        today: db.clock.today(),
        clock: db.clock.clone(),
        again,
    };
    let page = Page::new("Noms de domaine", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

/// Where it stands, in words, and the colour of its chip.
fn state(request: &Request) -> (&'static str, &'static str) {
    match (request.accepted, request.ended_at.is_some()) {
        (Some(false), _) => ("refusé", "brick"),
        (_, true) => ("abandonné", ""),
        (None, _) => ("à vérifier", "sun"),
        (Some(true), _) => match request.reached() {
            Step::Nothing | Step::Name => ("accepté, à créer", "sun"),
            Step::Address => ("créé, certificat à poser", "sun"),
            Step::Certificate => ("certificat posé, à essayer", "sun"),
            Step::Page => ("essayé", "meadow"),
        },
    }
}

fn warning(request: &Request, clock: &Clock, today: NaiveDate) -> Option<String> {
    let in_use = request.accepted == Some(true) && request.ended_at.is_none();
    rules::ends_soon(request.until(clock).filter(|_| in_use), today)
}

impl ListPage {
    fn state(request: &Request) -> (&'static str, &'static str) {
        state(request)
    }

    fn warning(&self, request: &Request) -> Option<String> {
        warning(request, &self.clock, self.today)
    }

    fn sentence(request: &Request) -> &str {
        request.last.as_ref().map_or("", |l| l.sentence.as_str())
    }

    fn tried(&self, request: &Request) -> String {
        request.last.as_ref().map(|l| self.clock.spoken(l.at)).unwrap_or_default()
    }

    fn options(&self) -> Vec<(String, String)> {
        let whole = self.project.then(|| ("projet".to_owned(), "Tout le projet".to_owned()));
        whole.into_iter().chain(self.places.iter().map(|p| (p.id.to_string(), p.name.clone()))).collect()
    }

    fn suffixes(&self) -> String {
        self.set.suffixes.join(", ")
    }
}

#[derive(Template)]
#[template(path = "domains/one.html")]
struct OnePage {
    request: Request,
    tries: Vec<Try>,
    set: Rules,
    project: bool,
    may_end: bool,
    today: NaiveDate,
    clock: Clock,
    again: Again,
}

pub(super) async fn one(db: Db, actor: Actor, Of(id): Of<Uuid>, Query(asked): Query<Asked>) -> Answer<Page> {
    let request = queries::find(&db.pool, &actor, id).await?;
    one_page(&db, &actor, request, Again::done(asked.fait.is_some())).await
}

pub(super) async fn may_end(db: &Db, actor: &Actor, request: &Request) -> Result<bool, Error> {
    if actor.is_project() || request.place.is_none() {
        return Ok(actor.is_project());
    }
    Ok(queries::places(&db.pool, actor).await?.iter().any(|p| Some(p.id.0) == request.place))
}

pub(super) async fn one_page(db: &Db, actor: &Actor, request: Request, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let body = OnePage {
        tries: queries::tries(&db.pool, &request).await?,
        set: queries::rules(&db.pool).await?,
        may_end: request.ended_at.is_none() && may_end(db, actor, &request).await?,
        project: actor.is_project(),
        today: db.clock.today(),
        clock: db.clock.clone(),
        request,
        again,
    };
    let page = Page::new(body.request.name.clone(), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl OnePage {
    fn state(&self) -> (&'static str, &'static str) {
        state(&self.request)
    }

    fn warning(&self) -> Option<String> {
        warning(&self.request, &self.clock, self.today)
    }

    fn day(&self, at: &DateTime<Utc>) -> String {
        full_day(self.clock.day_of(*at))
    }

    fn at(&self, at: &DateTime<Utc>) -> String {
        self.clock.spoken(*at)
    }

    /// Words, and whether that is so.
    fn steps(&self) -> [(&'static str, bool); 5] {
        let (accepted, reached) = (self.request.accepted == Some(true), self.request.reached());
        [
            ("Proposé", true),
            ("Vérifié et accepté", accepted),
            ("Créé", reached >= Step::Address),
            ("Certificat posé", reached >= Step::Certificate),
            ("Essayé", reached >= Step::Page),
        ]
    }

    fn current(&self) -> usize {
        self.steps().iter().take_while(|(_, done)| *done).count()
    }

    fn addresses(&self) -> String {
        self.set.addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ou ")
    }

    fn colour(one: &Try) -> &'static str {
        if one.reached == Step::Page { "meadow" } else { "sun" }
    }
}

#[derive(Template)]
#[template(path = "domains/rules.html")]
struct RulesPage {
    set: Rules,
    again: Again,
}

pub(super) async fn rules(db: Db) -> Answer<Page> {
    rules_page(&db, Again::default()).await
}

pub(super) async fn rules_page(db: &Db, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let page =
        Page::new("Règles des noms de domaine", &RulesPage { set: queries::rules(&db.pool).await?, again })?;
    Ok(if refused { page.invalid() } else { page })
}

impl RulesPage {
    fn suffixes(&self) -> String {
        self.set.suffixes.join("\n")
    }

    fn addresses(&self) -> String {
        self.set.addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }
}
