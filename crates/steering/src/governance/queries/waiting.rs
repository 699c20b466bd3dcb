//! What waits for a meeting: schools without a decision, conventions and markets that come to their end, changes that are
//! studied.

use super::super::tiers::Waits;
use crate::{changes, contract};
use chrono::{Months, NaiveDate};
use sqlx::PgPool;

/// Names, in their order.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Waiting {
    /// Since when: « Les Tilleuls (Val d’Ormes) ».
    pub schools: Vec<String>,
    /// « 2026-01, jusqu’au 31/08/2029 ».
    pub conventions: Vec<(String, NaiveDate)>,
    /// Markets that come to their end, a sentence each.
    pub contracts: Vec<String>,
    /// « 12 Version d’octobre »: changes, and what the technical committee validates.
    pub changes: Vec<String>,
    pub to_validate: Vec<String>,
    /// Between this body and the groups of the departments.
    pub tiers: Waits,
}

/// The notice of the head is there, later than the project; the inspection has not answered since.
pub(in super::super) async fn waiting(pool: &PgPool, today: NaiveDate) -> Result<Waiting, sqlx::Error> {
    let schools = sqlx::query_scalar!(
        r#"with last as (
             select s.joining_id, s.step, max(s.at) as at from joining_step s join joining j on j.id = s.joining_id and j.ended_at is null
             where s.step in ('project', 'notice', 'decision') group by 1, 2
         )
         select p.name || coalesce(' (' || c.name || ')', '') as "school!"
         from joining j join place p on p.id = j.school_id left join place c on c.id = p.parent_id and c.kind = 'circonscription'
         join last n on n.joining_id = j.id and n.step = 'notice'
         join last r on r.joining_id = j.id and r.step = 'project' and r.at <= n.at
         left join last d on d.joining_id = j.id and d.step = 'decision'
         where j.ended_at is null and (d.at is null or d.at < r.at) order by n.at, j.id limit 500"#
    )
    .fetch_all(pool)
    .await?;
    let ahead = today + Months::new(9);
    let conventions = sqlx::query!(
        r#"select c.reference, convention_last_day(c.id) as "last!" from convention c
         where convention_holds(c.id, $1) and convention_last_day(c.id) <= $2 order by 2, 1"#,
        today,
        ahead,
    )
    .fetch_all(pool)
    .await?;
    let contracts = contract::ending(pool, today).await?;
    let studied = changes::to_decide(pool).await?;
    let (changes, to_validate): (Vec<_>, Vec<_>) = studied.into_iter().partition(|c| c.2 == "change");
    let said = |all: Vec<(i32, String, String)>| {
        all.into_iter().map(|(n, title, _)| format!("{n}. {title}")).collect()
    };
    Ok(Waiting {
        schools,
        conventions: conventions.into_iter().map(|c| (c.reference, c.last)).collect(),
        contracts: contracts.into_iter().map(|c| c.said(today)).collect(),
        changes: said(changes),
        to_validate: said(to_validate),
        tiers: Waits::default(),
    })
}
