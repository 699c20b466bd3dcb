//! Bodies and who sits on them.

use super::super::rules::{College, Kind, NewBody, NewMember};
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::holidays::Zone;
use kernel::{Actor, Error, PersonId};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(in super::super) struct Body {
    pub id: Uuid,
    pub kind: Kind,
    pub name: String,
    pub mandate: String,
    pub since: DateTime<Utc>,
    /// Who sits today.
    pub members: Vec<Member>,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Member {
    pub id: Uuid,
    pub college: College,
    pub name: String,
    pub capacity: String,
    pub chairs: bool,
    pub person: Option<PersonId>,
}

impl Body {
    pub(in super::super) fn of(&self, college: College) -> Vec<&Member> {
        self.members.iter().filter(|m| m.college == college).collect()
    }

    /// The seats that somebody with an account holds.
    pub(in super::super) fn seats_of(&self, person: PersonId) -> Vec<&Member> {
        self.members.iter().filter(|m| m.person == Some(person)).collect()
    }

    pub(in super::super) fn has_both(&self) -> bool {
        College::VOICES.into_iter().all(|c| !self.of(c).is_empty())
    }
}

pub(in super::super) async fn bodies(
    pool: &sqlx::PgPool,
    today: NaiveDate,
) -> Result<Vec<Body>, sqlx::Error> {
    load(pool, None, today).await
}

pub(in super::super) async fn body(pool: &sqlx::PgPool, id: Uuid, today: NaiveDate) -> Result<Body, Error> {
    load(pool, Some(id), today).await?.pop().ok_or(Error::NotFound)
}

async fn load(pool: &sqlx::PgPool, id: Option<Uuid>, today: NaiveDate) -> Result<Vec<Body>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, kind, name, mandate, made_at from governing_body
         where ($1::uuid is null or id = $1)
         order by array_position(array['strategic', 'technical', 'reference', 'users', 'publisher'], kind), name, id",
        id,
    )
    .fetch_all(pool)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let members = seats(pool, &ids, today).await?;
    let bodies = rows.into_iter().map(|r| Body {
        id: r.id,
        kind: Kind::named(&r.kind),
        name: r.name,
        mandate: r.mandate,
        since: r.made_at,
        members: members.iter().filter(|(body, _)| *body == r.id).map(|(_, m)| m.clone()).collect(),
    });
    Ok(bodies.collect())
}

/// Who sat on these bodies that day. Who has an account is named by it: once erased, she is somebody.
async fn seats(
    db: impl PgExecutor<'_>,
    bodies: &[Uuid],
    on_day: NaiveDate,
) -> Result<Vec<(Uuid, Member)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select m.sits_in, m.id, m.college, m.capacity, m.chairs, m.person_id as "person?",
                coalesce(c.first_name || ' ' || c.last_name, nullif(m.name, ''), 'Une personne qui n’est plus là') as "name!"
         from body_member m left join person_card c on c.person_id = m.person_id
         where m.sits_in = any($1) and m.from_day <= $2 and (m.until_day is null or m.until_day >= $2)
         order by array_position(array['collectivities', 'education', 'guest'], m.college), m.chairs desc, 7, m.id"#,
        bodies,
        on_day,
    )
    .fetch_all(db)
    .await?;
    let members = rows.into_iter().map(|r| {
        let (college, person) = (College::named(&r.college), r.person.map(PersonId));
        let member =
            Member { id: r.id, college, name: r.name, capacity: r.capacity, chairs: r.chairs, person };
        (r.sits_in, member)
    });
    Ok(members.collect())
}

/// The kinds of body without which the project does not leave its framing, and that it lacks.
pub(in super::super) async fn missing(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> Result<Vec<Kind>, sqlx::Error> {
    let kinds = sqlx::query_scalar!(r#"select missing_bodies($1) as "kinds!""#, today).fetch_one(db).await?;
    Ok(kinds.iter().map(|kind| Kind::named(kind)).collect())
}

/// The project’s, if it has said so.
pub(in super::super) async fn zone(db: impl PgExecutor<'_>) -> Result<Option<Zone>, sqlx::Error> {
    let zone = sqlx::query_scalar!("select zone from project").fetch_optional(db).await?;
    Ok(zone.as_deref().and_then(Zone::named))
}

pub(in super::super) async fn make(tx: &mut Tx, actor: &Actor, new: &NewBody) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into governing_body (id, kind, name, mandate, made_by, made_at) values ($1, $2, $3, $4, $5, $6)",
        id,
        new.kind.name(),
        new.name,
        new.mandate,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

pub(in super::super) async fn add_member(
    tx: &mut Tx,
    actor: &Actor,
    body: &Body,
    new: &NewMember,
    person: Option<PersonId>,
) -> Result<(), sqlx::Error> {
    let name = if person.is_some() { "" } else { &new.name };
    sqlx::query!(
        "insert into body_member (id, sits_in, college, name, capacity, chairs, person_id, from_day, added_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        Uuid::now_v7(),
        body.id,
        new.college.name(),
        name,
        new.capacity,
        new.chairs,
        person.map(|p| p.0),
        new.since,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Sat until today. What she said stays said.
pub(in super::super) async fn end_member(tx: &mut Tx, member: &Member) -> Result<(), sqlx::Error> {
    let today = tx.today();
    sqlx::query!(
        "update body_member set until_day = greatest(from_day, $2::date - 1) where id = $1 and until_day is null",
        member.id,
        today,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
