//! One catalogue: its items with our answers, the score, what is proposed.

use super::catalogue::{found, refuse};
use super::queries::{self, Catalogue, Requirement};
use super::rules::{self, Family, Level, Score, State};
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Access, Activity, Actor, Answer, Clock, Form, Page, Path as Of, Query, see_other};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    fait: Option<String>,
    famille: String,
    niveau: String,
    etat: String,
}

impl Asked {
    fn wants(&self, item: &Requirement) -> bool {
        let state = item.state.map_or("unsaid", State::name);
        (self.famille.is_empty() || item.family.name() == self.famille)
            && (self.niveau.is_empty() || item.level.name() == self.niveau)
            && (self.etat.is_empty() || state == self.etat)
    }
}

#[derive(Template)]
#[template(path = "requirements/grid.html")]
struct GridPage {
    catalogue: Catalogue,
    /// Those that were asked for.
    items: Vec<Requirement>,
    proposed: Vec<Requirement>,
    /// « exigence »: the score of the level; then of each family.
    scores: Vec<(&'static str, Score)>,
    others: Vec<Catalogue>,
    asked: Asked,
    keeps: bool,
    /// Proposes items.
    speaks: bool,
    today: NaiveDate,
    clock: Clock,
    again: Again,
}

pub(super) async fn grid(db: Db, actor: Actor, Of(id): Of<Uuid>, Query(asked): Query<Asked>) -> Answer<Page> {
    let catalogue = queries::catalogue(&db.pool, id).await?;
    let again = Again::done(asked.fait.is_some());
    page(&db, &actor, catalogue, asked, again).await
}

pub(super) async fn page(
    db: &Db,
    actor: &Actor,
    catalogue: Catalogue,
    asked: Asked,
    again: Again,
) -> Answer<Page> {
    let refused = again.is_refused();
    let all = queries::items(&db.pool, Some(catalogue.id), None).await?;
    let (proposed, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|r| r.accepted.is_none());
    let held: Vec<Requirement> = rest.into_iter().filter(|r| r.accepted == Some(true)).collect();
    let others =
        queries::catalogues(&db.pool, None).await?.into_iter().filter(|c| c.id != catalogue.id).collect();
    let title = catalogue.said();
    let body = GridPage {
        scores: scores(&held),
        items: held.into_iter().filter(|r| asked.wants(r)).collect(),
        proposed,
        others,
        asked,
        keeps: actor.is_project(),
        speaks: Access::Territory.admits(Some(actor)),
        today: db.clock.today(),
        clock: db.clock.clone(),
        catalogue,
        again,
    };
    let page = Page::new(title, &body)?;
    Ok(if refused { page.invalid() } else { page })
}

pub(super) fn scores(held: &[Requirement]) -> Vec<(&'static str, Score)> {
    let of =
        |wanted: &dyn Fn(&Requirement) -> bool| Score::of(held.iter().filter(|r| wanted(r)).map(|r| r.state));
    let levels = Level::ALL.iter().map(|l| (l.french(), of(&|r| r.level == *l)));
    let families = Family::ALL.iter().map(|f| (f.french(), of(&|r| r.family == *f)));
    levels.chain(families).collect()
}

impl GridPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn frozen(&self) -> Option<String> {
        self.catalogue.frozen_at.map(|at| full_day(self.clock.day_of(at)))
    }

    fn is_late(&self, item: &Requirement) -> bool {
        item.due.is_some_and(|due| due < self.today)
            && matches!(item.state, Some(State::Partial | State::Not))
    }

    /// The version that it was made from first.
    fn compared(&self) -> Vec<&Catalogue> {
        let mut others: Vec<_> = self.others.iter().collect();
        others.sort_by_key(|c| Some(c.id) != self.catalogue.from);
        others.truncate(5);
        others
    }
}

pub(super) async fn propose(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let catalogue = found(&db, &actor, id).await?;
    let decided = match catalogue.frozen_at {
        Some(_) => Err(Why::not("Cette version est figée\u{a0}: faites-en une nouvelle.")),
        None => rules::item(&typed, db.clock.today()),
    };
    let item = match decided {
        Ok(item) => item,
        Err(why) => return not_proposed(&db, &actor, catalogue, typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let Some(requirement) = queries::propose(&mut tx, &actor, &catalogue, &item).await? else {
        drop(tx);
        let why = Why::Fields(kernel::FieldErrors::one("code", "Ce code est déjà pris."));
        return not_proposed(&db, &actor, catalogue, typed, why).await;
    };
    tx.record(&Activity::RequirementChanged { about: requirement, what: "proposed" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/exigences/exigence/{requirement}?fait=oui")))
}

async fn not_proposed(
    db: &Db,
    actor: &Actor,
    catalogue: Catalogue,
    typed: Typed,
    why: Why,
) -> Answer<Response> {
    refuse(db, actor).await?;
    let again = Again::refused("exigence", typed, why);
    Ok(page(db, actor, catalogue, Asked::default(), again).await?.into_response())
}
