//! The SQL of joining. A school’s path is obtained through the actor; writing takes the path.

mod around;
mod board;
mod path;
mod place;

pub(super) use around::{Named, holders};
pub(super) use board::{Described, Sought, Way, acted_for, described, figures, named, schools, ways};
pub(super) use path::{Path, Row, find, find_at_night, find_for_change};

use super::rules::Said;
use super::steps::Step;
use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error, PlaceId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// The schools whose path is under way.
pub(super) async fn under_way(db: impl PgExecutor<'_>) -> Result<Vec<PlaceId>, sqlx::Error> {
    let schools =
        sqlx::query_scalar!("select school_id from joining where ended_at is null order by school_id")
            .fetch_all(db)
            .await?;
    Ok(schools.into_iter().map(PlaceId).collect())
}

/// `true` when that is news: nobody carries it, and it was not noted yet. Noted until somebody takes it over.
pub(super) async fn note_missed(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: Option<NaiveDate>,
) -> Result<bool, sqlx::Error> {
    let noted = sqlx::query!(
        "update joining set missed_since = $2 where school_id = $1 and ended_at is null
           and (missed_since is null) <> ($2::date is null)",
        school.0,
        today,
    )
    .execute(db)
    .await?;
    Ok(noted.rows_affected() == 1 && today.is_some())
}

/// A step is done: by whom, in which role, what was said.
pub(super) async fn write(
    tx: &mut Tx,
    actor: &Actor,
    path: &Path,
    step: Step,
    said: &Said,
) -> Result<(), Error> {
    let now = tx.now();
    let joining = match path.joining {
        Some(joining) => joining,
        None => begin(tx, actor, path).await?,
    };
    sqlx::query!(
        "insert into joining_step (id, joining_id, step, outcome, by_id, as_role, at, day, reference, note, amount, subject_id, details)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        Uuid::now_v7(),
        joining,
        step.name(),
        said.outcome,
        actor.person.0,
        path.acts_as(step),
        now,
        said.day,
        said.reference,
        said.note,
        said.amount,
        said.subject.map(|p| p.0),
        serde_json::to_value(&said.details)?,
    )
    .execute(tx.conn())
    .await?;
    let ends = match (step, said.outcome) {
        (Step::Decision, "refused") => Some("refused"),
        (Step::Withdrawal, _) => Some("withdrawn"),
        (Step::Exit, _) => Some("left"),
        _ => None,
    };
    if let Some(reason) = ends {
        sqlx::query!("update joining set ended_at = $2, end_reason = $3 where id = $1", joining, now, reason)
            .execute(tx.conn())
            .await?;
    }
    Ok(())
}

async fn begin(tx: &mut Tx, actor: &Actor, path: &Path) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into joining (id, school_id, begun_at, begun_by) values ($1, $2, $3, $4)",
        id,
        path.school.0,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}
