//! The team, and the form that names somebody.

use super::queries::{self, Member};
use super::rules::{self, AROUND, Typed};
use crate::candidates::{Among, Candidate, candidates};
use crate::steering::full_day;
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use kernel::fields::Again;
use kernel::{Actor, Answer, FieldErrors, Page, PersonId, Query};
use serde::Deserialize;

/// No name is longer.
const LONGEST: usize = 80;

#[derive(Template)]
#[template(path = "team/team.html")]
struct Team {
    team: Vec<Member>,
    around: Vec<Member>,
    ended: Vec<Member>,
    sought: String,
    found: Vec<Candidate>,
    too_many: bool,
    typed: Typed,
    errors: FieldErrors,
    me: PersonId,
    today: NaiveDate,
    done: Option<&'static str>,
    again: Again,
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
    nom: Option<String>,
}

pub(super) async fn team(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    let sought: String = shown.nom.unwrap_or_default().trim().chars().take(LONGEST).collect();
    let typed = Typed { du: db.clock.today().to_string(), ..Typed::default() };
    let done = match shown.fait.as_deref() {
        Some("nomme") => Some(
            "C’est fait\u{a0}: cette personne est nommée, du premier au dernier jour dit. Une lettre le lui dit.",
        ),
        Some("invite") => Some("C’est fait\u{a0}: une lettre part, avec de quoi ouvrir son compte."),
        Some("revient") => Some(
            "C’est fait\u{a0}: cette personne retrouve son rôle, avec le compte qu’elle avait. Une lettre le lui dit.",
        ),
        Some("nomme-sans-adresse") => Some(
            "C’est fait\u{a0}: cette personne est nommée. Aucune adresse ne marche pour elle\u{a0}: dites-le-lui vous-même.",
        ),
        Some("fini") => Some("C’est fait\u{a0}: le dernier jour est noté."),
        _ => None,
    };
    let mut page = shown_to(&db, &actor, &sought, (typed, FieldErrors::default())).await?;
    page.done = done;
    Page::new("Équipe du projet", &page)
}

/// The page once more, after something was refused.
pub(super) async fn page(
    db: &Db,
    actor: &Actor,
    sought: &str,
    form: (Typed, FieldErrors),
    again: Again,
) -> Answer<Page> {
    let mut body = shown_to(db, actor, sought, form).await?;
    body.again = again;
    Ok(Page::new("Équipe du projet", &body)?.invalid())
}

async fn shown_to(
    db: &Db,
    actor: &Actor,
    sought: &str,
    (typed, errors): (Typed, FieldErrors),
) -> Answer<Team> {
    let today = db.clock.today();
    let (current, ended): (Vec<_>, _) =
        queries::members(&db.pool, None, today).await?.into_iter().partition(|m| m.runs(today));
    let (team, around) = current.into_iter().partition(|m| rules::is_of_the_team(&m.kind));
    // After a refusal whom she had chosen is there again.
    let chosen = typed.qui.parse().ok();
    let (found, too_many) = candidates(&db.pool, actor, Among::default(), (sought, chosen), today).await?;
    let (sought, me) = (sought.to_owned(), actor.person);
    let (done, again) = (None, Again::default());
    Ok(Team { team, around, ended, sought, found, too_many, typed, errors, me, today, done, again })
}

impl Team {
    fn roles() -> Vec<(String, String)> {
        AROUND.map(|(kind, words, _)| (kind.to_owned(), words.to_owned())).to_vec()
    }
}

impl Member {
    pub(super) fn runs(&self, today: NaiveDate) -> bool {
        self.until_day.is_none_or(|last| last >= today)
    }

    fn begins_later(&self, today: &NaiveDate) -> bool {
        self.from_day > *today
    }

    fn kind_words(&self) -> &'static str {
        rules::kind_words(&self.kind)
    }

    /// « du … au … », « depuis le … ».
    fn days(&self) -> String {
        match self.until_day {
            Some(last) => format!("du {} au {} inclus", full_day(self.from_day), full_day(last)),
            None => format!("depuis le {}, sans date de fin", full_day(self.from_day)),
        }
    }

    fn said(&self) -> String {
        match (&self.given_by, self.given_at) {
            (Some(name), Some(at)) => format!("nommé·e par {name} le {}", full_day(at.date_naive())),
            _ => "nommé·e à l’installation".to_owned(),
        }
    }

    fn account(&self) -> (&'static str, &'static str) {
        match self.state.as_deref() {
            Some("active") => ("compte ouvert", "meadow"),
            Some("to_activate") => ("compte à ouvrir", "sun"),
            _ => ("compte fermé", "brick"),
        }
    }
}
