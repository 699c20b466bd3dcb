//! A pupil's family, in its households; the protections of a school.

use super::queries::{self, Held, Link, Pupil};
use super::rules::{self, AUTHORITIES};
use crate::school::{self, School};
use askama::Template;
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, FieldErrors, Page, Path, PersonId, PlaceId, Query};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "families/family.html")]
struct Family {
    school: School,
    pupil: Pupil,
    households: Vec<(Option<i16>, Vec<Link>)>,
    /// Somebody has authority alone, and somebody shares it: to be looked at, never put right by itself.
    contradicts: bool,
    today: String,
    /// The guardian whose form was refused, and what was wrong.
    wrong: Option<PersonId>,
    errors: FieldErrors,
    /// What was typed as the reason of a protection that was refused.
    reason: String,
    done: Option<&'static str>,
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

pub(super) async fn family(
    db: Db,
    actor: Actor,
    Path((school, person)): Path<(PlaceId, PersonId)>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let today = db.clock.today();
    let (school, pupil) =
        queries::pupil(&mut *db.pool.acquire().await?, &actor, school, person, today).await?;
    let done = match shown.fait.as_deref() {
        Some("change") => Some("C’est enregistré, avec effet tout de suite."),
        Some("annuaire") => Some("Le prochain import dira de nouveau ce qu’il en est."),
        Some("protege") => Some(
            "L’enfant est protégé\u{a0}: plus rien de lui, de sa classe ni de son école n’est visible pour cette personne.",
        ),
        Some("prolonge") => Some("La protection est prolongée."),
        Some("leve") => Some("La protection est levée."),
        _ => None,
    };
    page(&db, &actor, school, pupil, None, FieldErrors::default(), String::new(), done).await
}

#[expect(clippy::too_many_arguments, reason = "one page, shown in three situations")]
pub(super) async fn page(
    db: &Db,
    actor: &Actor,
    school: School,
    pupil: Pupil,
    wrong: Option<PersonId>,
    errors: FieldErrors,
    reason: String,
    done: Option<&'static str>,
) -> Answer<Page> {
    let today = db.clock.today();
    let links = queries::links(&db.pool, actor, &school, &pupil, today).await?;
    let has = |authority| links.iter().any(|l| l.authority == authority);
    let contradicts = has("sole") && has("joint");
    let mut households: Vec<(Option<i16>, Vec<Link>)> = Vec::new();
    for link in links {
        match households.last_mut().filter(|h| h.0 == link.household) {
            Some(household) => household.1.push(link),
            None => households.push((link.household, vec![link])),
        }
    }
    let title = format!("Famille {}", kernel::french::of(&pupil.first_name));
    let refused = !errors.is_empty();
    let family = Family {
        school,
        pupil,
        households,
        contradicts,
        today: today.to_string(),
        wrong,
        errors,
        reason,
        done,
    };
    let page = Page::new(title, &family)?;
    Ok(if refused { page.invalid() } else { page })
}

impl Family {
    /// What was wrong in this guardian's form, by field.
    fn error(&self, link: &Link, field: &str) -> Option<&str> {
        self.errors.of(field).filter(|_| self.wrong == Some(link.guardian))
    }

    fn is_wrong(&self, link: &Link) -> bool {
        self.wrong == Some(link.guardian) && !self.errors.is_empty()
    }
}

impl Link {
    fn relation_words(&self) -> &str {
        rules::relation_words(&self.relation)
    }

    fn authority_words(&self) -> &'static str {
        rules::authority_words(&self.authority)
    }

    fn lives(&self, household: &i16) -> bool {
        self.household == Some(*household)
    }

    fn reads(&self) -> bool {
        !self.tools.is_empty()
    }

    fn since_words(&self) -> String {
        format!("{} {}", french_day(self.from_day), self.from_day.format("%Y"))
    }

    fn until_words(&self) -> Option<String> {
        self.until_day.map(|day| format!("{} {}", french_day(day), day.format("%Y")))
    }

    fn protected_words(&self) -> Option<String> {
        self.protected_until.map(|day| format!("{} {}", french_day(day), day.format("%Y")))
    }

    fn decided_words(&self) -> Option<String> {
        self.decided_at.map(|at| french_day(at.date_naive()))
    }

    fn is(&self, authority: &str) -> bool {
        self.authority == authority
    }

    fn account_words(&self) -> &'static str {
        match self.state.as_deref() {
            Some("active") => "compte ouvert",
            Some("to_activate") => "compte à activer",
            Some("blocked") => "compte bloqué",
            _ => "sans compte",
        }
    }
}

#[derive(Template)]
#[template(path = "families/protections.html")]
struct Protections {
    school: School,
    held: Vec<Held>,
    soon: String,
}

pub(super) async fn protections(db: Db, actor: Actor, Path(school): Path<PlaceId>) -> Answer<Page> {
    let today = db.clock.today();
    let school = school::headed(&db.pool, &actor, school, today).await?;
    let held = queries::held(&db.pool, &school, today).await?;
    let soon = (today + chrono::TimeDelta::days(rules::TOLD_BEFORE)).to_string();
    Page::new("Protections", &Protections { school, held, soon })
}

impl Held {
    fn until_words(&self) -> String {
        format!("{} {}", french_day(self.until_day), self.until_day.format("%Y"))
    }

    fn ends_by(&self, day: &str) -> bool {
        self.until_day.to_string().as_str() <= day
    }
}
