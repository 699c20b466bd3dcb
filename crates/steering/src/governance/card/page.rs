//! What is in force, what waits, and who has said what of it.

use super::super::queries::Body;
use super::super::rules::College;
use super::queries::{self, Change, Party};
use super::rules::{self, Key};
use askama::Template;
use chrono::{DateTime, Utc};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Clock, Page, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "governance/card.html")]
struct CardPage {
    shared: bool,
    now: Option<Key>,
    said: (String, String),
    waiting: Option<Change>,
    parties: Vec<Party>,
    body: Option<Body>,
    proposes: bool,
    actor: Actor,
    clock: Clock,
    again: Again,
}

pub(super) async fn card(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    page(&db, &actor, Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let parties = queries::parties(&db.pool).await?;
    let said = queries::said(&db.pool).await?;
    let body = queries::strategic(&db.pool, db.clock.today()).await?;
    let refused = again.is_refused();
    let page = CardPage {
        shared: queries::is_shared(&db.pool).await?,
        now: queries::in_force(said.clone(), &parties),
        said,
        waiting: queries::waiting(&db.pool).await?,
        proposes: body.as_ref().is_some_and(|b| rules::proposes(actor, b).is_ok()),
        parties,
        body,
        actor: actor.clone(),
        clock: db.clock.clone(),
        again,
    };
    let page = Page::new("La carte commune", &page)?;
    Ok(if refused { page.invalid() } else { page })
}

impl CardPage {
    fn on(&self, at: &DateTime<Utc>) -> String {
        full_day(self.clock.day_of(*at))
    }

    fn name(&self, id: &Uuid) -> &str {
        self.parties.iter().find(|p| p.id == *id).map_or("une partie sortie du projet", |p| &p.name)
    }

    /// Words, in force, what would be.
    fn rows(&self, change: &Change) -> Vec<(&'static str, String, String)> {
        let blank = Key {
            brand: self.said.0.clone(),
            solution: self.said.1.clone(),
            carrier: Uuid::nil(),
            owners: Vec::new(),
            provider: None,
        };
        let (old, new) = (self.now.as_ref().unwrap_or(&blank), &change.key);
        let one = |id: &Uuid| if id.is_nil() { "—".to_owned() } else { self.name(id).to_owned() };
        let some = |id: &Option<Uuid>| id.as_ref().map_or("—".to_owned(), one);
        let many = |ids: &[Uuid]| {
            if ids.is_empty() { "—".to_owned() } else { ids.iter().map(one).collect::<Vec<_>>().join(", ") }
        };
        let text = |t: &str| if t.is_empty() { "—".to_owned() } else { t.to_owned() };
        vec![
            ("Nom du projet", text(&old.brand), text(&new.brand)),
            ("Solution", text(&old.solution), text(&new.solution)),
            ("Porteur", one(&old.carrier), one(&new.carrier)),
            ("Co-porteurs", many(&old.owners), many(&new.owners)),
            ("Prestataire", some(&old.provider), some(&new.provider)),
        ]
    }

    fn owners(&self) -> String {
        let names: Vec<_> =
            self.parties.iter().filter(|p| p.part == "co_owner").map(|p| p.name.clone()).collect();
        if names.is_empty() { "—".to_owned() } else { names.join(", ") }
    }

    fn first_of(&self, part: &str) -> &str {
        self.parties.iter().find(|p| p.part == part).map_or("—", |p| &p.name)
    }

    fn options(&self, carriers: bool) -> Vec<(String, String)> {
        let those = self.parties.iter().filter(|p| !carriers || p.may_carry);
        those.map(|p| (p.id.to_string(), p.name.clone())).collect()
    }

    fn id_of(&self, part: &str) -> String {
        self.parties.iter().find(|p| p.part == part).map(|p| p.id.to_string()).unwrap_or_default()
    }

    fn is_owner(&self, party: &Party) -> bool {
        let chosen = self.again.chose("carte", "coporteurs", &party.id.to_string());
        chosen || !self.again.is_at("carte") && party.part == "co_owner"
    }

    fn colleges() -> [College; 2] {
        College::VOICES
    }

    fn speaks_herself(&self, college: &College) -> bool {
        let seats = self.body.as_ref().map(|b| b.seats_of(self.actor.person)).unwrap_or_default();
        seats.iter().any(|m| m.college == *college)
    }

    fn may_say(&self, college: &College) -> bool {
        self.speaks_herself(college) || self.actor.is_project() && !self.seats(college).is_empty()
    }

    fn seats(&self, college: &College) -> Vec<(String, String)> {
        let seats = self.body.as_ref().map(|b| b.of(*college)).unwrap_or_default();
        seats.iter().map(|m| (m.id.to_string(), m.name.clone())).collect()
    }

    fn form(college: &College) -> String {
        format!("accord{}", college.name())
    }
}
