//! What the invented project said before it began: who does what, what it is for, its phases.

use super::super::steering::{MATRIX, OBJECTIVES, PHASES};
use super::Steering;
use chrono::{Months, TimeDelta};
use kernel::year::school_year_of;
use sqlx::PgConnection;
use uuid::Uuid;

const FAMILIES: [&str; 6] = ["carrier", "funders", "education", "schools", "publisher", "parents"];

pub async fn write_framing(conn: &mut PgConnection, who: &Steering) -> Result<(), sqlx::Error> {
    for (activity, letters) in MATRIX {
        let letters: Vec<String> = letters.chars().map(String::from).collect();
        sqlx::query!(
            "insert into responsibility (activity, family, letter, said_by, said_at)
             select $1, k.family, k.letter, $4, $5 from unnest($2::text[], $3::text[]) k (family, letter)",
            activity,
            &FAMILIES.map(str::to_owned),
            &letters,
            who.manager.0,
            who.now,
        )
        .execute(&mut *conn)
        .await?;
    }
    for (statement, indicator, target, months) in OBJECTIVES {
        sqlx::query!(
            "insert into objective (id, statement, indicator, target, review_on, owner_id, said_by, said_at)
             values ($1, $2, $3, $4, $5, (select id from party where part = 'carrier' limit 1), $6, $7)",
            Uuid::now_v7(),
            statement,
            indicator,
            target,
            who.today + Months::new(months),
            who.manager.0,
            who.now,
        )
        .execute(&mut *conn)
        .await?;
    }
    for (kind, from, until, days, reason) in PHASES {
        let (year, at) = (school_year_of(who.today), who.now - TimeDelta::days(days));
        sqlx::query!(
            "insert into phase_decision (id, kind, go, from_year, until_year, decided_on, reason, by_id, at)
             values ($1, $2, true, $3, $4, $5, $6, $7, $8)",
            Uuid::now_v7(),
            kind,
            year + from,
            until.map(|u| year + u),
            at.date_naive(),
            reason,
            who.manager.0,
            at,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}
