//! The phases, and the form of a decision.

use super::queries::{self, Decided};
use super::rules::{self, PHASES, Typed};
use crate::{governance, matrix};
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::{Db, Tx};
use identity::steering::full_day;
use kernel::year::school_year_of;
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Page, Query, see_other};
use serde::Deserialize;
use sqlx::PgConnection;

#[derive(Template)]
#[template(path = "phases/list.html")]
struct Phases {
    now: &'static str,
    decisions: Vec<Decided>,
    /// What keeps the project in its framing.
    gaps: Vec<String>,
    years: Vec<i16>,
    typed: Typed,
    errors: FieldErrors,
    done: bool,
    today: NaiveDate,
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

pub(super) async fn phases(db: Db, Query(shown): Query<Shown>) -> Answer<Page> {
    page(&db, Typed::default(), FieldErrors::default(), shown.fait.is_some()).await
}

async fn page(db: &Db, typed: Typed, errors: FieldErrors, done: bool) -> Answer<Page> {
    let mut conn = db.pool.acquire().await?;
    let decisions = queries::decisions(&mut *conn).await?;
    let today = db.clock.today();
    let year = school_year_of(today);
    let body = Phases {
        now: rules::french(current(&decisions).unwrap_or_default()),
        gaps: gaps(&mut conn, today).await?,
        years: (year - 15..=year + 5).rev().collect(),
        decisions,
        typed,
        errors,
        done,
        today,
    };
    let refused = !body.errors.is_empty();
    let page = Page::new("Phases du projet", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

fn current(decisions: &[Decided]) -> Option<&str> {
    decisions.iter().find(|d| d.go).map(|d| d.kind.as_str())
}

/// What must be there before a project leaves its framing: who carries it, who steers it (rule 2 of domain §7.2), who
/// does what.
async fn gaps(conn: &mut PgConnection, today: NaiveDate) -> Result<Vec<String>, Error> {
    let mut gaps = Vec::new();
    if !queries::is_carried(&mut *conn).await? {
        gaps.push("Personne ne porte encore le projet\u{a0}: dites-le parmi les parties.".to_owned());
    }
    gaps.extend(governance::gaps(&mut *conn, today).await?);
    gaps.extend(matrix::rules::gaps(&matrix::cells(conn).await?));
    Ok(gaps)
}

pub(super) async fn decide(db: Db, actor: Actor, mut tx: Tx, Form(typed): Form<Typed>) -> Answer<Response> {
    let decisions = queries::decisions(tx.conn()).await?;
    let now = current(&decisions);
    let mut found = rules::decision(&typed, now, tx.today());
    if now.is_none() && found.as_ref().is_ok_and(|d| d.go) {
        let today = tx.today();
        let gaps = gaps(tx.conn(), today).await?;
        if let Some(first) = gaps.first() {
            let sentence = format!("Le projet ne quitte pas son cadrage. {first} ({} en tout).", gaps.len());
            found = Err(FieldErrors::one("phase", sentence));
        }
    }
    let decision = match found {
        Ok(decision) => decision,
        Err(errors) => {
            tx.record(&Activity::ProjectRefused).await?;
            tx.commit().await?;
            return Ok(page(&db, typed, errors, false).await?.into_response());
        }
    };
    queries::decide(&mut tx, &actor, &decision).await?;
    tx.record(&Activity::PhaseDecided { kind: decision.kind, go: decision.go }).await?;
    tx.commit().await?;
    Ok(see_other("/pilotage/projet/phases?fait=oui"))
}

impl Decided {
    fn phase(&self) -> &'static str {
        rules::french(&self.kind)
    }

    /// « 2026-2027 à 2028-2029 ».
    fn years(&self) -> String {
        let year = |y: i16| format!("{y}-{}", y + 1);
        match self.until_year {
            Some(until) if until != self.from_year => format!("{} à {}", year(self.from_year), year(until)),
            Some(_) => year(self.from_year),
            None => format!("à partir de {}", year(self.from_year)),
        }
    }

    fn day(&self) -> String {
        full_day(self.on)
    }
}
