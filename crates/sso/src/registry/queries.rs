//! The SQL of services. The routes say who keeps them; which of them somebody may use is decided by `cas::rules`.

use super::rules::{Said, State};
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use identity::sources::{Opening, Past};
use kernel::{Actor, Error};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub id: Uuid,
    pub said: Said,
    pub by: Option<String>,
    pub at: DateTime<Utc>,
    /// The one that was not closed.
    pub opening: Option<Opening>,
    /// Who was told what leaves to it.
    pub people: i64,
}

impl Service {
    pub(crate) fn state(&self, today: NaiveDate) -> State {
        State::of(self.opening, today)
    }
}

/// All: they are few.
pub(crate) async fn all(db: impl PgExecutor<'_>) -> Result<Vec<Service>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select s.id, s.name, s.address, s.home, s.sister, s.profiles, s.basis, s.attributes, s.single_logout, s.said_at,
                c.first_name || ' ' || c.last_name as by,
                o.from_day as "from_day?", o.until_day,
                (select count(*) from sso_use u where u.service_id = s.id) as "people!"
         from sso_service s
         left join person_card c on c.person_id = s.said_by
         left join sso_opening o on o.service_id = s.id and o.closed_at is null
         order by s.sister desc, s.name, s.id limit 200"#
    )
    .fetch_all(db)
    .await?;
    let service = rows.into_iter().map(|r| Service {
        id: r.id,
        said: Said {
            name: r.name,
            address: r.address,
            home: r.home,
            sister: r.sister,
            profiles: r.profiles,
            basis: r.basis,
            attributes: r.attributes,
            single_logout: r.single_logout,
        },
        by: r.by,
        at: r.said_at,
        opening: r.from_day.map(|from| Opening { from, until: r.until_day }),
        people: r.people,
    });
    Ok(service.collect())
}

pub(crate) async fn one(db: impl PgExecutor<'_>, id: Uuid) -> Result<Service, Error> {
    all(db).await?.into_iter().find(|service| service.id == id).ok_or(Error::NotFound)
}

/// One after the other: two of the team do not write over each other.
pub(super) async fn lock(tx: &mut Tx) -> Result<(), sqlx::Error> {
    sqlx::query!("lock table sso_service in share row exclusive mode").execute(tx.conn()).await?;
    Ok(())
}

pub(super) async fn openings(db: impl PgExecutor<'_>, service: &Service) -> Result<Vec<Past>, sqlx::Error> {
    sqlx::query_as!(
        Past,
        r#"select o.from_day as "from", o.until_day as until, a.first_name || ' ' || a.last_name as opened_by,
                o.closed_at, b.first_name || ' ' || b.last_name as closed_by
         from sso_opening o left join person_card a on a.person_id = o.opened_by
         left join person_card b on b.person_id = o.closed_by
         where o.service_id = $1 order by o.opened_at desc, o.id limit 50"#,
        service.id,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn make(tx: &mut Tx, actor: &Actor, said: &Said) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into sso_service (id, name, address, home, sister, profiles, basis, attributes, single_logout, said_by, said_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        said.name,
        said.address,
        said.home,
        said.sister,
        &said.profiles,
        said.basis,
        &said.attributes,
        said.single_logout,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Elsewhere than people were told: they are told again.
pub(super) async fn change(
    tx: &mut Tx,
    actor: &Actor,
    service: &Service,
    said: &Said,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update sso_service set name = $2, address = $3, home = $4, sister = $5, profiles = $6, basis = $7, attributes = $8,
             single_logout = $9, said_by = $10, said_at = $11
         where id = $1",
        service.id,
        said.name,
        said.address,
        said.home,
        said.sister,
        &said.profiles,
        said.basis,
        &said.attributes,
        said.single_logout,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    if service.said.address != said.address {
        sqlx::query!("update sso_use set told = array_append(told, 'elsewhere') where service_id = $1 and not 'elsewhere' = any (told)", service.id)
            .execute(tx.conn())
            .await?;
    }
    Ok(())
}

pub(super) async fn open(
    tx: &mut Tx,
    actor: &Actor,
    service: &Service,
    opening: Opening,
) -> Result<(), sqlx::Error> {
    close(tx, actor, service).await?;
    let now = tx.now();
    sqlx::query!(
        "insert into sso_opening (id, service_id, from_day, until_day, opened_by, opened_at) values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        service.id,
        opening.from,
        opening.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// `false`: it was not open.
pub(super) async fn close(tx: &mut Tx, actor: &Actor, service: &Service) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let closed = sqlx::query!(
        "update sso_opening set closed_by = $2, closed_at = $3 where service_id = $1 and closed_at is null",
        service.id,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(closed.rows_affected() > 0)
}
