//! Who heads a school, and the form that names somebody for a while.

use super::queries::{self, Mandate};
use super::rules::Typed;
use crate::candidates::{Candidate, candidates};
use crate::steering::{self, Steered, full_day};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use kernel::{Actor, Answer, FieldErrors, Page, Path, PersonId, PlaceId, Query};
use serde::Deserialize;

/// No name is longer.
const LONGEST: usize = 80;

#[derive(Template)]
#[template(path = "mandates/school.html")]
struct SchoolPage<'a> {
    school: &'a Steered,
    current: Vec<Mandate>,
    ended: Vec<Mandate>,
    sought: String,
    found: Vec<Candidate>,
    too_many: bool,
    typed: Typed,
    errors: FieldErrors,
    me: PersonId,
    today: NaiveDate,
    done: Option<&'static str>,
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
    nom: Option<String>,
}

pub(super) async fn school(
    db: Db,
    actor: Actor,
    Path(school): Path<PlaceId>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let school = steering::school(&db.pool, &actor, school).await?;
    let sought: String = shown.nom.unwrap_or_default().trim().chars().take(LONGEST).collect();
    let typed = Typed { du: db.clock.today().to_string(), ..Typed::default() };
    let done = match shown.fait.as_deref() {
        Some("nomme") => Some(
            "C’est fait\u{a0}: l’intérim est donné, et s’arrêtera de lui-même. Une lettre le dit à cette personne.",
        ),
        Some("nomme-sans-adresse") => Some(
            "C’est fait\u{a0}: l’intérim est donné, et s’arrêtera de lui-même. Aucune adresse ne marche pour cette personne\u{a0}: dites-le-lui vous-même.",
        ),
        Some("fini") => Some("C’est fait\u{a0}: le dernier jour est noté. Aucun import ne le changera."),
        Some("rendu") => Some("L’annuaire dit de nouveau qui dirige l’école."),
        _ => None,
    };
    page(&db, &actor, &school, &sought, typed, FieldErrors::default(), done).await
}

pub(super) async fn page(
    db: &Db,
    actor: &Actor,
    school: &Steered,
    sought: &str,
    typed: Typed,
    errors: FieldErrors,
    done: Option<&'static str>,
) -> Answer<Page> {
    let today = db.clock.today();
    let all = queries::mandates(&db.pool, school, None, today).await?;
    let (current, ended) = all.into_iter().partition(|m| m.runs(today));
    // After a refusal whom she had chosen is there again.
    let chosen = typed.qui.parse().ok();
    let among = queries::among(actor, school);
    let (found, too_many) = candidates(&db.pool, actor, among, (sought, chosen), today).await?;
    let (sought, me) = (sought.to_owned(), actor.person);
    let body = SchoolPage { school, current, ended, sought, found, too_many, typed, errors, me, today, done };
    let refused = !body.errors.is_empty();
    let page = Page::new(format!("Direction\u{a0}: {}", school.name), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl Mandate {
    pub(super) fn runs(&self, today: NaiveDate) -> bool {
        self.until_day.is_none_or(|last| last >= today)
    }

    fn begins_later(&self, today: &NaiveDate) -> bool {
        self.from_day > *today
    }

    fn from(&self) -> String {
        full_day(self.from_day)
    }

    fn until(&self) -> Option<String> {
        self.until_day.map(full_day)
    }

    /// Who said so, and when.
    fn said(&self) -> String {
        let by = |name: &Option<String>, at: Option<chrono::DateTime<chrono::Utc>>| {
            let day = at.map(|at| format!(" le {}", full_day(at.date_naive()))).unwrap_or_default();
            name.as_ref().map(|name| format!("{name}{day}"))
        };
        let given = match (self.interim, by(&self.given_by, self.given_at)) {
            (true, Some(who)) => format!("nommé·e par {who}"),
            (true, None) => "nommé·e à la main".to_owned(),
            (false, _) => "selon l’annuaire".to_owned(),
        };
        match by(&self.ended_by, self.ended_at) {
            Some(who) => format!("{given} · dernier jour dit par {who}"),
            None => given,
        }
    }
}
