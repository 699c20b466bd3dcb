//! What waits, of each kind: how many.

use chrono::{Months, NaiveDate, NaiveTime, TimeDelta};
use kernel::year::school_year_of;
use sqlx::PgExecutor;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Count {
    /// A name of [`super::rules::KINDS`].
    pub kind: String,
    pub count: i64,
}

/// After so long somebody may have forgotten.
const SLOW: TimeDelta = TimeDelta::days(30);
/// A certificate is renewed before this.
const CERTIFICATE: TimeDelta = TimeDelta::days(21);

/// In the schools of the whole territory, as the day begins.
pub(super) async fn of_schools(db: impl PgExecutor<'_>, today: NaiveDate) -> Result<Vec<Count>, sqlx::Error> {
    let morning = today.and_time(NaiveTime::MIN).and_utc();
    sqlx::query_as!(
        Count,
        r#"with bearer as (
             -- Of those whose bearer the last night did not find there.
             select distinct on (m.joining_id) j.school_id, m.subject_id
             from joining j join joining_step m on m.joining_id = j.id
             where j.ended_at is null and j.missed_since is not null and m.step in ('volunteering', 'succession')
             order by m.joining_id, m.at desc, m.id desc
         ), found as (
             select 'slow_schools' as kind, count(*) from joining j
             where j.ended_at is null and not 'go_live' = any(j.steps) and not $2 <= any(j.ats)
             union all
             select 'successions', count(*) from bearer w where not exists (
                 select from role r where r.person_id = w.subject_id and r.school_id = w.school_id and r.kind in ('teacher', 'head', 'staff')
                   and r.from_day <= $1 and (r.until_day is null or r.until_day >= $1))
             union all
             -- Once somebody has begun the register.
             select 'unfed', count(*) from college_bound($3::smallint) b where exists (select from college where closed_on is null)
               and not exists (select from sector_on($1) k where k.school_id = b.school_id)
             union all
             select 'names', count(*) from domain_request where accepted is null and ended_at is null
             union all
             select 'failing_names', count(*) from domain_request r
             join lateral (select t.reached, t.valid_until from domain_try t where t.request_id = r.id order by t.at desc, t.id desc limit 1) t on true
             where r.accepted and r.ended_at is null and (t.reached <> 'page' or t.valid_until < $4)
         )
         select kind as "kind!", count as "count!" from found where count > 0"#,
        today,
        morning - SLOW,
        school_year_of(today),
        morning + CERTIFICATE,
    )
    .fetch_all(db)
    .await
}

/// With those who carry the project.
pub(super) async fn of_project(db: impl PgExecutor<'_>, today: NaiveDate) -> Result<Vec<Count>, sqlx::Error> {
    sqlx::query_as!(
        Count,
        r#"with convened as (
             select c.id, c.kind, convention_holds(c.id, $1) as holds, convention_last_day(c.id) as last from convention c
         ), found as (
             select 'voices' as kind, count(*) from body_decision d where (
                 select count(distinct v.college) from decision_voice v where v.decision_id = d.id) < 2
               and not exists (select from decision_follow_up f where f.decision_id = d.id and f.state = 'given_up')
             union all
             select 'late_actions', count(*) from meeting_action where done_at is null and due < $1
             union all
             select 'ending_conventions', count(*) from convened where holds and last <= $2
             union all
             select 'lists', count(*) from convened c where c.holds and c.kind = 'schools' and not exists (
                 select from convention_annex a where a.convention_id = c.id and a.school_year = $3)
             union all
             select 'signatures', count(*) from convened c join convention n on n.id = c.id and n.ended_on is null
             where exists (select from convention_party p where p.convention_id = c.id and p.signed_on is null)
             union all
             select 'reviews', count(*) from objective where dropped_at is null and review_on <= $1
             union all
             select 'ending_grants', count(*) from funding_grant g where g.until_day between $1 and $4
               and g.eligible_cents > (select coalesce(sum(c.spent_cents), 0) from grant_claim c where c.grant_id = g.id)
             union all
             select 'late_contacts', count(*) from contact_log where again_on < $1 and settled_at is null
             union all
             select 'sectors', count(*) from sector_proposal where accepted is null
         )
         select kind as "kind!", count as "count!" from found where count > 0"#,
        today,
        today + Months::new(9),
        school_year_of(today),
        today + Months::new(6),
    )
    .fetch_all(db)
    .await
}
