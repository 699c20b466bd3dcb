//! The SQL of services.

use super::rules::{SERVICES, Service, not_offered};
use chrono::NaiveDate;
use kernel::{Actor, AudienceId, PlaceId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// The sentence, when the school’s offer does not hold it.
pub async fn refusal(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    service: Service,
    today: NaiveDate,
) -> Result<Option<String>, sqlx::Error> {
    let offered = sqlx::query_scalar!(
        r#"select service_offered($1, $2, $3) as "offered!""#,
        school.0,
        service.name(),
        today
    )
    .fetch_one(db)
    .await?;
    Ok((!offered).then(|| not_offered(today)))
}

/// The sentence, when the offer of a school of one of these audiences does not hold it.
pub async fn refusal_to(
    db: impl PgExecutor<'_>,
    audiences: &[AudienceId],
    service: Service,
    today: NaiveDate,
) -> Result<Option<String>, sqlx::Error> {
    let audiences: Vec<Uuid> = audiences.iter().map(|a| a.0).collect();
    let lacks = sqlx::query_scalar!(
        r#"select exists (select from audience a
             where a.id = any($1) and a.school_id is not null and not service_offered(a.school_id, $2, $3)) as "lacks!""#,
        &audiences,
        service.name(),
        today,
    )
    .fetch_one(db)
    .await?;
    Ok(lacks.then(|| not_offered(today)))
}

/// The sentence, when some of these audiences are the families of a school of hers, whose offer does not hold them. Of
/// another school’s offer nothing is said.
pub async fn refusal_of_families(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    audiences: &[AudienceId],
    today: NaiveDate,
) -> Result<Option<String>, sqlx::Error> {
    let audiences: Vec<Uuid> = audiences.iter().map(|a| a.0).collect();
    let hers: Vec<Uuid> = actor.roles.iter().filter_map(|r| r.school).map(|s| s.0).collect();
    let lacks = sqlx::query_scalar!(
        r#"select exists (select from audience a
             where a.id = any($1) and a.school_id = any($2) and a.kind like '%guardians'
               and not service_offered(a.school_id, 'families', $3)) as "lacks!""#,
        &audiences,
        &hers,
        today,
    )
    .fetch_one(db)
    .await?;
    Ok(lacks.then(|| not_offered(today)))
}

/// Those that none of these schools has: they are not offered. Nothing without a school.
pub async fn closed_everywhere(
    db: impl PgExecutor<'_>,
    schools: &[PlaceId],
    today: NaiveDate,
) -> Result<Vec<Service>, sqlx::Error> {
    if schools.is_empty() {
        return Ok(Vec::new());
    }
    let schools: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    let names: Vec<String> = SERVICES.iter().map(|s| s.1.to_owned()).collect();
    let closed = sqlx::query_scalar!(
        r#"select w as "w!" from unnest($2::text[]) w
           where not exists (select from unnest($1::uuid[]) s where service_offered(s, w, $3))"#,
        &schools,
        &names,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(closed.iter().filter_map(|name| Service::named(name)).collect())
}
