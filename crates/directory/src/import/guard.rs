//! The guard: a feed that would make too many leave is held until a human says yes. A feed cut in two by a
//! full disk looks just like a school that closes.

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

/// From which share of a school's, or of the project's, people on a feed is held.
#[derive(Debug, Clone, Copy)]
pub struct Guard {
    pub share: f64,
}

impl Default for Guard {
    fn default() -> Self {
        Self { share: 0.10 }
    }
}

/// So few may always leave: two families who move from a village school are no accident.
const ALWAYS: i64 = 5;

/// Where too many would leave. No name: the whole project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    pub school: Option<String>,
    pub leave: i64,
    pub of: i64,
}

impl Loss {
    /// In the person's words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let place = self.school.as_deref().unwrap_or("Dans tout le projet");
        format!("{place}\u{a0}: {} personnes sur {} partiraient.", self.leave, self.of)
    }
}

impl Guard {
    fn is_too_much(self, leave: i64, of: i64) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "people are counted in thousands")]
        let share = leave as f64 / of.max(1) as f64;
        leave > ALWAYS && share > self.share
    }

    /// To be asked once `leaver` is known and before any role has ended.
    #[expect(clippy::disallowed_methods, reason = "a temporary table is not known when queries are checked")]
    pub(super) async fn losses(self, conn: &mut PgConnection) -> Result<Vec<Loss>, sqlx::Error> {
        let rows: Vec<(Option<String>, i64, i64)> = sqlx::query_as(
            "with present as (
                 select distinct r.person_id, r.school_id from role r, this_import i
                 where r.school_id is not null and r.source = 'feed' and r.until_day is null)
             select p.name, count(*) filter (where l.person_id is not null), count(*)
             from present r join place p on p.id = r.school_id left join leaver l on l.person_id = r.person_id
             group by grouping sets ((p.id, p.name), ())",
        )
        .fetch_all(conn)
        .await?;
        Ok(rows
            .into_iter()
            .filter(|(_, leave, of)| self.is_too_much(*leave, *of))
            .map(|(school, leave, of)| Loss { school, leave, of })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_may_leave_and_a_crowd_may_not() {
        let guard = Guard::default();
        assert!(!guard.is_too_much(5, 20));
        assert!(guard.is_too_much(6, 20));
        assert!(!guard.is_too_much(10, 100));
        assert!(guard.is_too_much(11, 100));
    }
}
