//! A school’s register: what stands where, what does not work, who repairs, what comes to its end.

use super::queries::{self, Batch, Contract, Incident};
use super::rules;
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use cockpit::equipment::{self, Class, Kind, Wanted};
use cockpit::near::{self, Near};
use database::Db;
use identity::steering::full_day;
use kernel::fields::{Again, Field};
use kernel::{Actor, Answer, Clock, Page, Path as Of, PlaceId, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "equipment/register.html")]
struct RegisterPage<'a> {
    near: &'a Near,
    here: Vec<Batch>,
    gone: Vec<Batch>,
    classes: Vec<Class>,
    incidents: Vec<Incident>,
    contracts: Vec<Contract>,
    wanted: Wanted,
    /// How many of each kind work.
    totals: Vec<(&'static str, i32)>,
    clock: &'a Clock,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn register(
    db: Db,
    actor: Actor,
    Of(school): Of<PlaceId>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let near = near::school(&db.pool, &actor, school, db.clock.today()).await?;
    page(&db, &near, Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(db: &Db, near: &Near, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let refused = again.is_refused();
    let (here, gone): (Vec<_>, Vec<_>) =
        queries::batches(&db.pool, near, today).await?.into_iter().partition(|b| b.removed.is_none());
    let body = RegisterPage {
        near,
        totals: totals(&here),
        here,
        gone,
        classes: equipment::classes(&db.pool, near.id, today).await?,
        incidents: queries::incidents(&db.pool, near).await?,
        contracts: queries::contracts_of(&db.pool, near, today).await?,
        wanted: equipment::wanted(&mut *db.pool.acquire().await?, near.id, today).await?,
        clock: &db.clock,
        today,
        again,
    };
    let page = Page::new(format!("Équipement\u{a0}: {}", near.name), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

fn totals(here: &[Batch]) -> Vec<(&'static str, i32)> {
    let mut out: Vec<(&'static str, i32)> = Vec::new();
    for batch in here {
        match out.iter_mut().find(|(kind, _)| *kind == batch.kind.french()) {
            Some((_, count)) => *count += batch.working,
            None => out.push((batch.kind.french(), batch.working)),
        }
    }
    out
}

impl Batch {
    /// « Tableau interactif, CP Mme Roy », « Tablettes, Exemple T10 ».
    fn name(&self) -> String {
        match self.class_name.as_deref().unwrap_or(&self.label) {
            "" => self.kind.short().to_owned(),
            more => format!("{}, {more}", self.kind.short()),
        }
    }

    /// What the title does not say.
    fn model(&self) -> &str {
        if self.class_name.is_some() { &self.label } else { "" }
    }

    fn state(&self) -> &'static str {
        rules::french(&rules::STATES, &self.state)
    }

    fn owned_by(&self) -> String {
        let owner = rules::french(&rules::OWNERS, &self.owner);
        match (&self.campaign, self.funder.as_str()) {
            (Some(campaign), _) => format!("à {owner}, achat groupé «\u{a0}{campaign}\u{a0}»"),
            (None, "") => format!("à {owner}"),
            (None, funder) => format!("à {owner}, payé par {funder}"),
        }
    }
}

impl RegisterPage<'_> {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn on(&self, at: &DateTime<Utc>) -> String {
        full_day(self.clock.day_of(*at))
    }

    fn is_ending(&self, batch: &Batch) -> bool {
        rules::is_ending(batch.ends_on, self.today)
    }

    fn may_open(&self, batch: &Batch) -> bool {
        batch.working > 0 && (self.near.works || self.near.keeps())
    }

    fn reason(batch: &Batch) -> &'static str {
        batch.removed.as_ref().map_or("", |(_, reason)| rules::french(&rules::REASONS, reason))
    }

    fn outcome(name: &str) -> &'static str {
        rules::french(&rules::OUTCOMES, name)
    }

    /// Of this form: `lot`, or `lot-…` of a batch that is there.
    fn form(what: &str, of: &Uuid) -> String {
        format!("{what}-{of}")
    }

    fn open_incidents(&self) -> usize {
        self.incidents.iter().filter(|i| i.closed.is_none()).count()
    }

    fn bare(&self) -> Vec<&str> {
        self.classes.iter().filter(|c| c.boards == 0).map(|c| c.name.as_str()).collect()
    }

    /// The fields of a batch; with what it is, when it is there already.
    fn fields_of(&self, form: &str, batch: &Batch) -> Vec<Field> {
        self.fields(form, Some(batch))
    }

    fn new_fields(&self) -> Vec<Field> {
        self.fields("lot", None)
    }

    fn fields(&self, form: &str, batch: Option<&Batch>) -> Vec<Field> {
        let again = &self.again;
        let mut classes: Vec<_> = self.classes.iter().map(|c| (c.id.to_string(), c.name.clone())).collect();
        if let Some((id, name)) =
            batch.filter(|b| b.class_over).and_then(|b| b.class.zip(b.class_name.clone()))
        {
            classes.push((id.to_string(), format!("{name} (année passée)")));
        }
        let text = |of: fn(&Batch) -> &str| batch.map(of).unwrap_or_default().to_owned();
        let day = |of: fn(&Batch) -> Option<NaiveDate>| {
            batch.and_then(of).map(|d| d.to_string()).unwrap_or_default()
        };
        vec![
            again.select(form, "genre", "Quoi", Kind::options()).or(text(|b| b.kind.name())),
            again.line(form, "modele", "Marque et modèle").optional().or(text(|b| &b.label)),
            again
                .line(form, "nombre", "Combien")
                .hint("D’une classe mobile, le nombre de ses ordinateurs.")
                .or(batch.map(|b| b.quantity.to_string()).unwrap_or_default()),
            again
                .select(form, "etat", "État", rules::options(&rules::STATES))
                .or(batch.map_or("good", |b| b.state.as_str())),
            again
                .select(form, "classe", "Dans quelle classe", classes)
                .optional()
                .or(batch.and_then(|b| b.class).map(|c| c.to_string()).unwrap_or_default()),
            again.line(form, "endroit", "Ou à quel endroit").optional().or(text(|b| &b.spot)),
            again
                .select(form, "proprietaire", "À qui", rules::options(&rules::OWNERS))
                .or(batch.map_or("commune", |b| b.owner.as_str())),
            again.line(form, "financeur", "Payé par").optional().or(text(|b| &b.funder)),
            again.line(form, "lot", "Numéro de série ou de lot").optional().or(text(|b| &b.batch)),
            again.date(form, "achat", "Acheté le").optional().or(day(|b| b.bought_on)),
            again
                .date(form, "terme", "À remplacer avant le")
                .optional()
                .hint("Sans date, la durée d’usage est proposée d’après l’achat.")
                .or(day(|b| b.ends_on)),
        ]
    }

    fn reasons() -> Vec<(String, String)> {
        rules::options(&rules::REASONS)
    }

    fn next_of(&self, incident: &Incident) -> Vec<(String, String)> {
        let mut out = Vec::new();
        if incident.sent.is_none() && !self.contracts.is_empty() {
            out.push(("sent".to_owned(), "remis à qui répare".to_owned()));
        }
        out.extend(rules::options(&rules::OUTCOMES));
        out
    }

    fn suppliers(&self) -> Vec<(String, String)> {
        self.contracts.iter().map(|c| (c.id.to_string(), format!("{} ({})", c.supplier, c.phone))).collect()
    }
}
