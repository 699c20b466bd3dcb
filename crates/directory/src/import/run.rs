//! Running an import from end to end.

use super::reading::{Later, copy, copy_in, stay};
use super::report::{self, Totals};
use super::{Guard, Loss, journal, queries};
use crate::feed::{Feed, FeedError, Kind};
use chrono::NaiveDate;
use database::{Db, Tx};
use identity::audiences;
use kernel::year::{first_day_of, school_year_of};
use kernel::{Activity, ImportId, PersonId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be imported, and who asks.
#[derive(Debug, Clone)]
pub struct Source {
    pub path: PathBuf,
    /// As the person who sent it names it.
    pub name: String,
    pub by: Option<PersonId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Says what it would do, and does nothing.
    Preview,
    Apply,
    /// Applies even though many would leave: somebody said yes.
    ApplyAnyway,
}

/// An import to run; its row exists already.
pub struct Import {
    pub id: ImportId,
    pub source: Source,
    pub mode: Mode,
    pub guard: Guard,
    /// Told where it stands, in the person's words.
    pub progress: Arc<dyn Fn(String) + Send + Sync>,
}

#[derive(Debug, Clone)]
pub struct Outcome {
    pub id: ImportId,
    pub totals: Totals,
    /// Where too many would leave; when it was to be applied and this is not empty, it was not.
    pub losses: Vec<Loss>,
    pub applied: bool,
}

/// Each says what happened and what to do; nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Feed(#[from] FeedError),
    #[error(
        "Le flux complet est incomplet\u{a0}: il manque {0}. Redemandez-le à l’académie\u{a0}; rien n’a été changé."
    )]
    Missing(String),
    #[error("Un autre import est en cours. Attendez qu’il finisse, puis recommencez.")]
    Busy,
    #[error("La base de données n’a pas pu tout enregistrer\u{a0}: rien n’a été changé.")]
    Database(#[from] sqlx::Error),
    #[error("L’import s’est interrompu\u{a0}: rien n’a été changé.")]
    Interrupted,
}

const SCRIPTS: [&str; 5] = [
    include_str!("sql/4_roles.sql"),
    include_str!("sql/5_links.sql"),
    include_str!("sql/6_doubts.sql"),
    include_str!("sql/7_report.sql"),
    "truncate stage_place, stage_person, stage_role, stage_link, stage_seen, who, leaver, ended_role, gained_role, changed",
];

/// Imports a feed. The report is kept whatever the outcome.
pub async fn run(db: &Db, import: Import) -> Result<Outcome, ImportError> {
    let id = import.id;
    match attempt(db, import).await {
        Ok(outcome) => Ok(outcome),
        Err(error) => {
            tracing::warn!(import = %id, %error, cause = cause(&error), "a feed was refused");
            queries::refuse(&db.pool, id, &error.to_string()).await?;
            Err(error)
        }
    }
}

/// What a log may hold of it: PostgreSQL's own words quote the row that it stumbled over, with its names.
fn cause(error: &ImportError) -> String {
    match error {
        ImportError::Database(sqlx::Error::Database(said)) => {
            format!("code {:?}, table {:?}, constraint {:?}", said.code(), said.table(), said.constraint())
        }
        ImportError::Database(other) => other.to_string(),
        _ => String::new(),
    }
}

async fn attempt(db: &Db, import: Import) -> Result<Outcome, ImportError> {
    let path = import.source.path.clone();
    let feed = tokio::task::spawn_blocking(move || Feed::open(&path))
        .await
        .map_err(|_| ImportError::Interrupted)??;
    complete_enough(&feed)?;
    let summary = feed.summary();
    let (complete, day) = (summary.kind == Kind::Complete, summary.date);
    queries::describe(&db.pool, import.id, if complete { "complete" } else { "delta" }, day).await?;

    let mut tx = db.begin().await?;
    let conn = tx.conn();
    lift_limits(conn).await?;
    if !queries::only_one(conn).await? {
        return Err(ImportError::Busy);
    }
    let facts = tx_facts(db, day);
    begin(conn, &facts, complete).await?;
    if import.mode != Mode::Preview {
        journal::begin(conn).await?;
    }
    let (later, read) = copy_in(conn, feed, complete, &import).await?;
    if facts.between {
        sqlx::raw_sql("analyze stage_person, stage_role, stage_seen").execute(&mut *conn).await?;
        sqlx::raw_sql(include_str!("sql/year.sql")).execute(&mut *conn).await?;
    }
    (import.progress)("Comparaison avec ce qui est connu…".to_owned());
    stay(conn, &later).await?;
    let mut losses = round(conn, import.guard).await?;
    let mut later = later.into_iter();
    while let Some(Later { stage, .. }) = later.next() {
        copy(conn, stage).await?;
        stay(conn, later.as_slice()).await?;
        losses.extend(round(conn, import.guard).await?);
    }
    let totals = report::totals(conn, &read, losses.clone()).await?;
    let lines = report::lines(conn).await?;
    let apply = match import.mode {
        Mode::Preview => false,
        Mode::Apply => losses.is_empty(),
        Mode::ApplyAnyway => true,
    };
    if apply {
        (import.progress)("Mise à jour des accès…".to_owned());
        journal::keep(tx.conn(), import.id).await?;
        audiences::refresh_all(tx.conn(), db.clock.today()).await?;
        finish(tx, &import, &totals, &lines).await?;
    } else {
        tx.give_up().await?;
        let state = if import.mode == Mode::Preview { "previewed" } else { "held" };
        let mut tx = db.begin().await?;
        queries::conclude(tx.conn(), import.id, state, &totals, &lines, db.clock.now()).await?;
        tx.commit().await.map_err(|_| ImportError::Interrupted)?;
    }
    Ok(Outcome { id: import.id, totals, losses, applied: apply })
}

/// A complete feed without its pupils would empty the schools: refused before anything is read.
fn complete_enough(feed: &Feed) -> Result<(), ImportError> {
    let summary = feed.summary();
    if summary.kind == Kind::Complete && !summary.missing.is_empty() {
        let missing: Vec<_> = summary.missing.iter().map(|c| format!("les {}", c.label())).collect();
        return Err(ImportError::Missing(missing.join(", ")));
    }
    if let Some((category, part)) = summary.missing_parts.first() {
        return Err(ImportError::Missing(format!("la partie {part:04} des {}", category.label())));
    }
    Ok(())
}

struct Facts {
    today: NaiveDate,
    now: chrono::DateTime<chrono::Utc>,
    year: i16,
    /// Dated from August, before the first day of term: it may carry either year.
    between: bool,
}

fn tx_facts(db: &Db, feed_day: Option<NaiveDate>) -> Facts {
    let today = db.clock.today();
    let day = feed_day.unwrap_or(today);
    let year = school_year_of(day);
    Facts { today, now: db.clock.now(), year, between: day < first_day_of(year) }
}

/// A long transaction by nature.
pub(super) async fn lift_limits(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    let limits = "set local statement_timeout = 0; set local lock_timeout = 0; \
                  set local idle_in_transaction_session_timeout = 0; set local work_mem = '64MB'";
    sqlx::raw_sql(limits).execute(conn).await.map(|_| ())
}

#[expect(clippy::disallowed_methods, reason = "a temporary table is not known when queries are checked")]
async fn begin(conn: &mut PgConnection, facts: &Facts, complete: bool) -> Result<(), sqlx::Error> {
    sqlx::raw_sql("create temp table this_import (today date, now timestamptz, year smallint, complete boolean) on commit drop")
        .execute(&mut *conn)
        .await?;
    sqlx::query("insert into this_import values ($1, $2, $3, $4)")
        .bind(facts.today)
        .bind(facts.now)
        .bind(facts.year)
        .bind(complete)
        .execute(&mut *conn)
        .await?;
    sqlx::raw_sql(include_str!("sql/1_stage.sql")).execute(conn).await?;
    Ok(())
}

/// Places, people, the guard, then all the rest of what is staged.
async fn round(conn: &mut PgConnection, guard: Guard) -> Result<Vec<Loss>, sqlx::Error> {
    sqlx::raw_sql("analyze stage_place, stage_person, stage_role, stage_link, stage_seen")
        .execute(&mut *conn)
        .await?;
    sqlx::raw_sql(include_str!("sql/2_places.sql")).execute(&mut *conn).await?;
    sqlx::raw_sql(include_str!("sql/3_people.sql")).execute(&mut *conn).await?;
    sqlx::raw_sql("analyze who, leaver").execute(&mut *conn).await?;
    let losses = guard.losses(conn).await?;
    for script in SCRIPTS {
        sqlx::raw_sql(script).execute(&mut *conn).await?;
    }
    Ok(losses)
}

async fn finish(
    mut tx: Tx,
    import: &Import,
    totals: &Totals,
    lines: &[queries::NewLine],
) -> Result<(), ImportError> {
    let now = tx.now();
    queries::conclude(tx.conn(), import.id, "applied", totals, lines, now).await?;
    tx.record(&Activity::FeedApplied { import: import.id }).await.map_err(|_| ImportError::Interrupted)?;
    tx.commit().await.map_err(|_| ImportError::Interrupted)
}
