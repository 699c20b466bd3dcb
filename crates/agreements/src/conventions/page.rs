//! One convention.

use super::clauses;
use super::pages::Asked;
use super::queries::{self, Convention, Party};
use super::rules::{self, SIDES, Warning};
use crate::legal::{self, Mark, Standing, Subject};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::{self, full_day};
use kernel::fields::Again;
use kernel::year::school_year_of;
use kernel::{Access, Actor, Answer, Page, Path as Of, PlaceId, Query};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "conventions/convention.html")]
struct ConventionPage<'a> {
    convention: &'a Convention,
    warning: Option<Warning>,
    /// It can be worded, and parties added.
    open: bool,
    /// Why it cannot be signed yet.
    lacks: Option<String>,
    /// The list of this school year is missing.
    no_annex: bool,
    year: i16,
    communes: Vec<(PlaceId, String)>,
    today: NaiveDate,
    keeps: bool,
    actor: &'a Actor,
    /// Where each clause stands with the legal adviser.
    marks: Vec<Mark>,
    /// She, and the project, read what was said.
    counsel: bool,
    again: Again,
}

pub(super) async fn convention(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let convention = queries::find(&db.pool, &actor, id).await?;
    page(&db, &actor, &convention, Again::done(asked.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, convention: &Convention, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let year = school_year_of(today);
    let keeps = rules::keeps(actor).is_ok();
    let refused = again.is_refused();
    let lacks = match rules::can_be_signed(convention) {
        Err(kernel::typed::Why::Not(sentence)) => Some(sentence),
        _ => None,
    };
    let body = ConventionPage {
        convention,
        warning: Warning::of(convention.last, today).filter(|_| convention.is_signed()),
        open: keeps && rules::is_open(convention).is_ok(),
        lacks,
        no_annex: convention.with_schools && convention.holds(today) && convention.annex_of(year).is_none(),
        year,
        communes: if keeps { steering::territories(&db.pool, false).await? } else { Vec::new() },
        today,
        keeps,
        actor,
        marks: legal::marks(&db.pool, "clause", Some(convention.id)).await?,
        counsel: Access::Counsel.admits(Some(actor)),
        again,
    };
    let page = Page::new(format!("Convention {}", convention.reference), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ConventionPage<'_> {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn year_of(year: &i16) -> String {
        rules::year(*year)
    }

    fn side(name: &str) -> &'static str {
        rules::side(name)
    }

    fn theme(name: &str) -> &'static str {
        clauses::theme(name)
    }

    fn sides() -> Vec<(String, String)> {
        SIDES.map(|(key, words)| (key.to_owned(), words.to_owned())).to_vec()
    }

    fn places(&self) -> Vec<(String, String)> {
        self.communes.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
    }

    fn years(&self) -> Vec<(String, String)> {
        [self.year, self.year + 1].map(|year| (year.to_string(), rules::year(year))).to_vec()
    }

    fn may_sign(&self, party: &Party) -> bool {
        rules::may_sign(self.actor, self.convention, party).is_ok()
    }

    fn form(what: &str, of: &impl ToString) -> String {
        format!("{what}-{}", of.to_string())
    }

    fn mark(&self, position: &i16) -> Option<&Mark> {
        let subject = Subject::Clause(self.convention.id, *position);
        self.marks.iter().find(|m| m.subject == subject)
    }

    /// Others than the project and the adviser read only that a clause is good.
    fn is_shown(&self, mark: &Mark) -> bool {
        self.counsel || mark.standing == Standing::Validated
    }

    /// So many are to be written again.
    fn to_rework(&self) -> usize {
        self.marks.iter().filter(|m| m.standing == Standing::Rework).count()
    }

    fn holds(&self) -> bool {
        self.convention.holds(self.today)
    }

    fn has_ended(&self) -> bool {
        self.convention.ended_on.is_some()
    }

    /// The list of the newest year, to be changed: a number a line.
    fn last_list(&self) -> String {
        let schools = self.convention.annexes.first().map(|a| a.schools.as_slice()).unwrap_or_default();
        schools.iter().map(|s| s.uai.clone()).filter(|u| !u.is_empty()).collect::<Vec<_>>().join("\n")
    }
}
