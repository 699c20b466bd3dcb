//! The register, and how many schools there are for a helper.

use super::queries::{self, Absence, Contact, Function, Schools};
use super::rules::{KINDS, Scope, french, ratio};
use askama::Template;
use chrono::NaiveDate;
use cockpit::{at_hand, near};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Query};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

/// A territory: its schools, its helpers.
struct Territory {
    scope: Scope,
    name: String,
    schools: i64,
    percent: i64,
    ratio: Option<i64>,
    warns: bool,
}

#[derive(Template)]
#[template(path = "staffing/register.html")]
struct RegisterPage {
    functions: Vec<Function>,
    territories: Vec<Territory>,
    thresholds: [Option<i32>; 3],
    contacts: Vec<Contact>,
    /// For the project: whom it may give the rights of who is away.
    absences: Vec<Absence>,
    circonscriptions: Vec<(String, String)>,
    project: bool,
    me: kernel::PersonId,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn register(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    page(&db, &actor, Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let functions = queries::functions(&db.pool, today).await?;
    let thresholds = queries::thresholds(&db.pool).await?;
    let schools = at_hand::kept(db, async || queries::schools(&db.pool).await).await?;
    let circonscriptions = near::circonscriptions(db, actor).await?;
    let refused = again.is_refused();
    let absences = if actor.is_project() { queries::absences(&db.pool, today).await? } else { Vec::new() };
    let body = RegisterPage {
        absences,
        territories: territories(&schools, &functions, thresholds),
        functions,
        thresholds,
        contacts: queries::publisher(&db.pool).await?,
        circonscriptions: circonscriptions.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        project: actor.is_project(),
        me: actor.person,
        today,
        again,
    };
    let page = Page::new("Encadrement", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

/// The academy, each department, each circonscription that has a school.
fn territories(schools: &[Schools], functions: &[Function], thresholds: [Option<i32>; 3]) -> Vec<Territory> {
    let mut counted: BTreeMap<(usize, String), i64> = BTreeMap::new();
    for school in schools {
        let names = [
            Some(String::new()),
            Some(school.department.clone()).filter(|d| !d.is_empty()),
            school.circonscription.clone(),
        ];
        for (at, name) in names.into_iter().enumerate() {
            if let Some(name) = name {
                *counted.entry((at, name)).or_default() += school.count;
            }
        }
    }
    let one = |((at, name), schools): ((usize, String), i64)| {
        let scope = Scope::ALL[at];
        let here = functions.iter().filter(|f| f.scope == scope && f.territory() == name);
        let percent = here.map(|f| i64::from(f.percent)).sum();
        let ratio = ratio(schools, percent);
        let warns = thresholds[at].is_some_and(|most| ratio.is_none_or(|r| r > i64::from(most)));
        Territory { scope, name, schools, percent, ratio, warns }
    };
    counted.into_iter().map(one).collect()
}

impl Territory {
    fn said(&self) -> String {
        let name = &self.name;
        match self.scope {
            Scope::Academy => "Académie".to_owned(),
            Scope::Department => format!("Département {name}"),
            Scope::Circonscription => format!("Circonscription {name}"),
        }
    }

    /// « 1,5 »: full-time helpers.
    fn helpers(&self) -> String {
        let (whole, rest) = (self.percent / 100, self.percent % 100);
        if rest == 0 {
            whole.to_string()
        } else {
            format!("{whole},{rest:02}").trim_end_matches('0').to_owned()
        }
    }
}

impl RegisterPage {
    fn kinds() -> Vec<(String, String)> {
        KINDS.iter().map(|k| (k.0.to_owned(), k.1.to_owned())).collect()
    }

    fn scopes() -> Vec<(String, String)> {
        Scope::ALL.iter().map(|s| (s.name().to_owned(), s.french().to_owned())).collect()
    }

    fn french(kind: &str) -> &'static str {
        french(kind)
    }

    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn form(what: &str, of: &uuid::Uuid) -> String {
        format!("{what}-{of}")
    }

    /// She says her own absence; the project says everybody’s.
    fn may_say_away(&self, of: &Function) -> bool {
        self.project || of.person == Some(self.me)
    }

    /// Who may be called instead of this one.
    fn others(&self, of: &Function) -> Vec<(String, String)> {
        let others = self.functions.iter().filter(|f| f.id != of.id);
        others.map(|f| (f.id.to_string(), format!("{}, {}", f.name, french(&f.kind)))).collect()
    }

    fn instead(&self, deputy: &uuid::Uuid) -> &str {
        self.functions.iter().find(|f| f.id == *deputy).map_or("quelqu’un d’autre", |f| &f.name)
    }

    fn has_referents(&self) -> bool {
        self.contacts.iter().any(|c| c.referent.is_some())
    }

    fn contacts_to_choose(&self) -> Vec<(String, String)> {
        self.contacts.iter().map(|c| (c.id.to_string(), format!("{}, {}", c.name, c.party))).collect()
    }

    fn referent(&self, rank: i16) -> Option<&Contact> {
        self.contacts.iter().find(|c| c.referent.as_ref().is_some_and(|(r, _)| *r == rank))
    }

    fn chosen(&self, rank: i16) -> String {
        self.referent(rank).map(|c| c.id.to_string()).unwrap_or_default()
    }

    fn hours(&self, rank: i16) -> String {
        self.referent(rank).and_then(|c| c.referent.clone()).map(|(_, hours)| hours).unwrap_or_default()
    }

    fn threshold(&self, at: usize) -> String {
        self.thresholds.get(at).copied().flatten().map(|n| n.to_string()).unwrap_or_default()
    }
}
