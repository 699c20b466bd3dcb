//! The SQL of the project. The route says who asks: the project’s people.

use super::rules::Said;
use crate::governance::card;
use chrono::{DateTime, Utc};
use database::Tx;
use kernel::Actor;
use sqlx::{PgConnection, PgExecutor};

/// What was said last, by whom and when.
#[derive(Debug, Clone)]
pub(super) struct Project {
    pub said: Said,
    pub by: Option<String>,
    pub at: DateTime<Utc>,
}

/// Nothing while nobody has said anything of it.
pub(super) async fn project(db: impl PgExecutor<'_>) -> Result<Option<Project>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select p.brand, p.solution, p.solution_version, p.diagnosis, p.sister_name, p.sister_address, p.zone, p.levels, p.said_at,
                c.first_name || ' ' || c.last_name as by
         from project p left join person_card c on c.person_id = p.said_by"#,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| Project {
        said: Said {
            marque: r.brand,
            solution: r.solution,
            version: r.solution_version,
            constat: r.diagnosis,
            jumeau: r.sister_name,
            adresse_jumeau: r.sister_address,
            zone: r.zone,
            niveaux: r.levels,
        },
        by: r.by,
        at: r.said_at,
    }))
}

/// The team may say it alone: framing goes on, or neither the name nor the solution changes.
pub(super) async fn says_alone(conn: &mut PgConnection, said: &Said) -> Result<bool, sqlx::Error> {
    if !card::is_shared(&mut *conn).await? {
        return Ok(true);
    }
    let now = project(conn).await?;
    Ok(now.is_none_or(|p| p.said.marque == said.marque && p.said.solution == said.solution))
}

pub(super) async fn say(tx: &mut Tx, actor: &Actor, said: &Said) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into project (brand, solution, solution_version, diagnosis, sister_name, sister_address, said_by, said_at, zone, levels)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (one) do update set brand = excluded.brand, solution = excluded.solution,
             solution_version = excluded.solution_version, diagnosis = excluded.diagnosis,
             sister_name = excluded.sister_name, sister_address = excluded.sister_address,
             said_by = excluded.said_by, said_at = excluded.said_at, zone = excluded.zone, levels = excluded.levels",
        said.marque,
        said.solution,
        said.version,
        said.constat,
        said.jumeau,
        said.adresse_jumeau,
        actor.person.0,
        now,
        said.zone,
        said.niveaux,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The project carries the collège too.
pub(crate) async fn reaches_college(db: impl PgExecutor<'_>) -> Result<bool, sqlx::Error> {
    let levels = sqlx::query_scalar!("select levels from project").fetch_optional(db).await?;
    Ok(levels.as_deref() == Some("ps_3e"))
}
