//! What an import does, counted and in lines per school.

use super::Loss;
use super::queries::NewLine;
use crate::feed;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, Row};
use std::collections::BTreeMap;

/// Lines kept for one school and one kind of change: the rest is in the totals.
const KEPT: i64 = 300;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Totals {
    pub created: i64,
    pub changed: i64,
    pub moved: i64,
    pub leave: i64,
    pub odd: i64,
    /// Oddities of the feed itself: sentence → how many.
    pub warnings: BTreeMap<String, u64>,
    /// `versionAF`, `dateGenerationExport`… for the report.
    pub header: Vec<(String, String)>,
    /// Where too many would leave.
    pub losses: Vec<Loss>,
}

impl Totals {
    /// Nothing was created, changed, moved, and nobody leaves.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.created + self.changed + self.moved + self.leave == 0
    }
}

#[expect(clippy::disallowed_methods, reason = "a temporary table is not known when queries are checked")]
pub(super) async fn totals(
    conn: &mut PgConnection,
    read: &feed::Report,
    losses: Vec<Loss>,
) -> Result<Totals, sqlx::Error> {
    let row = sqlx::query(
        "select count(distinct person_id) filter (where what = 'created'),
                count(*) filter (where what = 'changed'),
                count(distinct person_id) filter (where what = 'moved'),
                count(distinct person_id) filter (where what = 'leaves'), count(*) filter (where what = 'odd') from line",
    )
    .fetch_one(conn)
    .await?;
    let warnings = feed::WarningKind::ALL
        .iter()
        .map(|kind| (kind.sentence().to_owned(), read.warnings.count(*kind) as u64))
        .filter(|(_, count)| *count > 0)
        .collect();
    Ok(Totals {
        created: row.get(0),
        changed: row.get(1),
        moved: row.get(2),
        leave: row.get(3),
        odd: row.get(4),
        warnings,
        header: read.header.clone(),
        losses,
    })
}

/// The lines to keep, and for each school a line of totals for what was too long.
#[expect(clippy::disallowed_methods, reason = "a temporary table is not known when queries are checked")]
pub(super) async fn lines(conn: &mut PgConnection) -> Result<Vec<NewLine>, sqlx::Error> {
    let rows = sqlx::query(
        "with numbered as (
             select l.*, row_number() over (partition by school_id, what order by label, reason) as number,
                    count(*) over (partition by school_id, what) as total
             from line l)
         select n.school_id, coalesce(p.name, '') as school, n.what, n.person_id, n.other_person_id, n.label, n.reason, n.total
         from numbered n left join place p on p.id = n.school_id
         where n.number <= case when n.total > $1 then 1 else $1 end
         order by p.name nulls last, n.school_id, n.what, n.label",
    )
    .bind(KEPT)
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (what, total): (String, i64) = (row.get("what"), row.get("total"));
            let many = total > KEPT;
            NewLine {
                school_id: row.get("school_id"),
                school: row.get("school"),
                person_id: if many { None } else { row.get("person_id") },
                other_person_id: if many { None } else { row.get("other_person_id") },
                label: if many { format!("{total} personnes") } else { row.get("label") },
                reason: if many { String::new() } else { row.get("reason") },
                what,
            }
        })
        .collect())
}
