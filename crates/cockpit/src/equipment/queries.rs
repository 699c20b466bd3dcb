//! What the check of a school starts from.

use super::{Kind, Register, Rule, Wanted};
use chrono::NaiveDate;
use kernel::PlaceId;
use kernel::year::school_year_of;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// Of this year.
#[derive(Debug, Clone)]
pub struct Class {
    pub id: Uuid,
    pub name: String,
    /// Boards that work in it.
    pub boards: i64,
}

pub async fn classes(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Class>, sqlx::Error> {
    sqlx::query_as!(
        Class,
        r#"select k.id, k.name, coalesce((select sum(e.working) from equipment_at_work e
                                          where e.class_id = k.id and e.kind = 'board' and e.removed_on is null), 0) as "boards!"
         from place k where k.school_id = $1 and k.kind = 'class' and k.school_year = $2 and k.closed_on is null
         order by k.name, k.id limit 60"#,
        school.0,
        school_year_of(today),
    )
    .fetch_all(db)
    .await
}

/// What the check of a school starts from: the rules of the project’s phase, what the register holds.
pub async fn wanted(
    conn: &mut PgConnection,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Wanted, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, phase, kind, per, least, minimum from equipment_rule
         where dropped_at is null and phase = coalesce((select kind from phase_decision where go order by at desc, id desc limit 1), '')
         order by array_position(array['board', 'tablet', 'mobile_class', 'computer', 'wifi', 'other'], kind)"
    )
    .fetch_all(&mut *conn)
    .await?;
    let rules = rows.into_iter().map(|r| Rule {
        id: r.id,
        phase: r.phase,
        kind: Kind::named(&r.kind),
        by_class: r.per == "class",
        least: r.least,
        minimum: r.minimum,
    });
    let rules = rules.collect();
    let held = sqlx::query!(
        r#"select e.kind as "kind!", sum(e.working)::integer as "working!",
                coalesce(sum(e.working) filter (where k.id is null or k.school_year <> $2 or k.closed_on is not null), 0)::integer as "free!"
         from equipment_at_work e left join place k on k.id = e.class_id
         where e.school_id = $1 and e.removed_on is null group by e.kind"#,
        school.0,
        school_year_of(today),
    )
    .fetch_all(&mut *conn)
    .await?;
    if held.is_empty() {
        return Ok(Wanted { rules, register: None });
    }
    let of = |kind: &str| held.iter().find(|h| h.kind == kind);
    let working = |kind: &str| of(kind).map_or(0, |h| h.working);
    let classes = classes(&mut *conn, school, today).await?;
    let register = Register {
        boards: working("board"),
        tablets: working("tablet"),
        computers: working("computer") + working("mobile_class"),
        mobile: working("mobile_class"),
        wifi: working("wifi"),
        others: working("other"),
        without_board: classes.into_iter().filter(|c| c.boards == 0).map(|c| c.name).collect(),
        free_boards: of("board").map_or(0, |h| h.free),
    };
    Ok(Wanted { rules, register: Some(register) })
}
